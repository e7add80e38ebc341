import type { Parameters } from "../../flow/parameters.ts";
import type { Step } from "../../flow/step.ts";

/** Takes over what a recording block says; where it says nothing, what was set stays. */
export function setRecording({ contact }: Step, behavior: Parameters): void {
  if (behavior.has("RecordedParticipants")) {
    contact.settings.recordedParticipants = behavior
      .list("RecordedParticipants")
      .filter((participant) => typeof participant === "string");
  }
  if (behavior.has("IVRRecordingBehavior")) {
    contact.settings.ivrRecording = behavior.text("IVRRecordingBehavior") === "Enabled";
  }
}

/** The block as flow logs write it. */
export function loggedRecording(
  { contact }: Step,
  analytics: Parameters,
): Readonly<Record<string, string>> {
  const recorded = contact.settings.recordedParticipants;
  const analysed = analytics.flag("Enabled") === true;
  return {
    RecordingBehaviorOption: recorded.length > 0 ? "Enable" : "Disable",
    ...(recorded.length > 0 && {
      RecordingParticipantOption: recorded.length > 1 ? "All" : String(recorded[0]),
    }),
    AnalyticsBehaviorOption: analysed ? "Enable" : "Disable",
    ...(analysed && { AnalyticsLanguageLocaleCode: analytics.text("AnalyticsLanguage") ?? "" }),
  };
}
