import { type ActionType, IN, NO_MATCHING_ERROR } from "../action-type.ts";
import { exactlyOne, flag, list, number, object, required } from "../parameter.ts";
import { PROMPT, PROMPT_MEMBERS } from "../prompt.ts";

/** Plays its messages over and over; without a branch for interruptions the flow waits here. */
export const messageParticipantIteratively: ActionType = {
  block: "Loop prompts",
  logName: "AddToPlayLoop",
  flowTypes: [...IN.queue, ...IN.hold],
  elsewhere: "refused",
  voice: true,
  form: {
    parameters: {
      Messages: required(list(object(PROMPT, [exactlyOne(...PROMPT_MEMBERS)]), { least: 1 })),
      InterruptFrequencySeconds: number(0, 604_800),
      ContinueMessagingDuringInterrupt: flag,
    },
    errors: { possible: [NO_MATCHING_ERROR] },
    conditions: { operators: ["Equals"], operands: ["MessagesInterrupted"] },
    next: "optional",
  },
};
