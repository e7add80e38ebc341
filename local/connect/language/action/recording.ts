import { type ActionType, IN, NO_MATCHING_ERROR } from "../action-type.ts";
import { type JsonObject, member } from "../json.ts";
import { anything, choice, exactlyOne, list, object, seenChoice } from "../parameter.ts";

const participants = list(choice(["Agent", "Customer"]));

/** The last one that runs wins. An empty list of participants turns recording off. */
const updateContactRecordingBehavior: ActionType = {
  block: "Set recording and analytics behavior (older block)",
  logName: "SetRecordingBehavior",
  flowTypes: [...IN.flow, ...IN.transfer, ...IN.queue, "outboundWhisper"],
  elsewhere: "doubtful",
  voice: true,
  form: {
    parameters: {
      RecordingBehavior: object({
        RecordedParticipants: participants,
        ScreenRecordedParticipants: participants,
        IVRRecordingBehavior: seenChoice(["Enabled", "Disabled"]),
      }),
      AnalyticsBehavior: anything,
    },
    errors: {},
    next: "required",
  },
};

const BEHAVIORS = ["VoiceBehavior", "ChatBehavior", "ScreenRecordingBehavior"];

const updateContactRecordingAndAnalyticsBehavior: ActionType = {
  block: "Set recording and analytics behavior",
  flowTypes: IN.anywhere,
  elsewhere: "doubtful",
  voice: true,
  form: (parameters: JsonObject) => ({
    parameters: {
      VoiceBehavior: anything,
      ChatBehavior: anything,
      ScreenRecordingBehavior: anything,
    },
    groups: [exactlyOne(...BEHAVIORS)],
    errors: {
      required: [
        ...[NO_MATCHING_ERROR, "ChannelMismatch"],
        ...(member(parameters, "ChatBehavior") === undefined
          ? []
          : ["InFlightRedactionConfigurationFailed"]),
      ],
    },
    next: "required",
  }),
};

export const recording = {
  UpdateContactRecordingBehavior: updateContactRecordingBehavior,
  UpdateContactRecordingAndAnalyticsBehavior: updateContactRecordingAndAnalyticsBehavior,
} as const;
