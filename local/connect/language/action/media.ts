import { type ActionType, IN, NO_MATCHING_ERROR } from "../action-type.ts";
import { anything, choice, list, object, required, seenChoice } from "../parameter.ts";

const updateContactMediaProcessing: ActionType = {
  block: "Set chat processing",
  flowTypes: IN.anywhere,
  elsewhere: "doubtful",
  voice: false,
  form: {
    parameters: { ChatProcessor: anything },
    errors: { expected: [NO_MATCHING_ERROR, "ChannelMismatch"] },
    next: "required",
  },
};

const updateContactMediaStreamingBehavior: ActionType = {
  block: "Start media streaming / Stop media streaming",
  flowTypes: [...IN.flow, ...IN.queue, ...IN.transfer, ...IN.whisper],
  elsewhere: "doubtful",
  voice: true,
  form: {
    parameters: {
      MediaStreamingState: required(choice(["Enabled", "Disabled"])),
      Participants: list(
        object({
          ParticipantType: required(seenChoice(["Customer"])),
          MediaDirections: list(choice(["From", "To"])),
        }),
      ),
      MediaStreamType: seenChoice(["Audio"]),
    },
    errors: { expected: [NO_MATCHING_ERROR] },
    next: "required",
  },
};

export const media = {
  UpdateContactMediaProcessing: updateContactMediaProcessing,
  UpdateContactMediaStreamingBehavior: updateContactMediaStreamingBehavior,
} as const;
