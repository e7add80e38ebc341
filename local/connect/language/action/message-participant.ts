import { type ActionType, IN, NO_MATCHING_ERROR } from "../action-type.ts";
import { exactlyOne, flag } from "../parameter.ts";
import { PROMPT, PROMPT_MEMBERS } from "../prompt.ts";

export const messageParticipant: ActionType = {
  block: "Play prompt",
  logName: "PlayPrompt",
  flowTypes: [...IN.flow, ...IN.transfer, ...IN.whisper, ...IN.queue],
  elsewhere: "refused",
  voice: true,
  form: {
    parameters: { ...PROMPT, SkipWhenDTMFBufferEnabled: flag },
    groups: [exactlyOne(...PROMPT_MEMBERS)],
    errors: { possible: [NO_MATCHING_ERROR] },
    next: "required",
  },
};
