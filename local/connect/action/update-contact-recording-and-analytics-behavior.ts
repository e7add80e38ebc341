import { branchOff, next, type Outcome } from "../flow/outcome.ts";
import type { Step } from "../flow/step.ts";
import { loggedRecording, setRecording } from "./recording/set-recording.ts";

/** The current recording block: one of voice, chat and screen. A screen is not recorded here. */
export function updateContactRecordingAndAnalyticsBehavior(step: Step): Outcome {
  const { parameters } = step;
  if (parameters.has("ChatBehavior")) return branchOff("ChannelMismatch");
  if (!parameters.has("VoiceBehavior")) return next;
  const voice = parameters.inside("VoiceBehavior");
  setRecording(step, voice.inside("VoiceRecordingBehavior"));
  step.log({ Parameters: loggedRecording(step, voice.inside("VoiceAnalyticsBehavior")) });
  return next;
}
