import { next, type Outcome } from "../flow/outcome.ts";
import type { Step } from "../flow/step.ts";
import { loggedRecording, setRecording } from "./recording/set-recording.ts";

/** The older recording block. An empty list switches recording off; the last block counts. */
export function updateContactRecordingBehavior(step: Step): Outcome {
  setRecording(step, step.parameters.inside("RecordingBehavior"));
  step.log({ Parameters: loggedRecording(step, step.parameters.inside("AnalyticsBehavior")) });
  return next;
}
