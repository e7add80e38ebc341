import { type ActionType, IN, NO_MATCHING_ERROR } from "../action-type.ts";
import { choice, required } from "../parameter.ts";

const retired = "AWS ended support of Amazon Connect Voice ID on 2026-05-20";
const errors = { expected: [NO_MATCHING_ERROR] };

const checkVoiceId: ActionType = {
  block: "Check Voice ID",
  flowTypes: IN.anywhere,
  elsewhere: "doubtful",
  voice: true,
  retired,
  form: {
    parameters: {
      CheckVoiceIdOption: required(
        choice(["enrollmentStatus", "voiceAuthentication", "fraudDetection"]),
      ),
    },
    errors,
    conditions: { operators: ["Equals"] },
    next: "optional",
  },
};

const startVoiceIdStream: ActionType = {
  block: "Set Voice ID",
  flowTypes: [...IN.flow, ...IN.transfer, ...IN.queue, ...IN.whisper],
  elsewhere: "doubtful",
  voice: true,
  retired,
  form: { parameters: {}, errors, next: "required" },
};

export const voiceId = {
  CheckVoiceId: checkVoiceId,
  StartVoiceIdStream: startVoiceIdStream,
} as const;
