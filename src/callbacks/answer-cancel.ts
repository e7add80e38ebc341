import type { Outcomes } from "../aws/outcomes.ts";
import type { FlowAnswer } from "../connect/flow-answer.ts";
import { answerCaller } from "./answer.ts";
import { type CancelRoom, cancelCallback } from "./cancel.ts";

const ANSWERS = {
  cancelled: {
    outcome: "CallbackCancelled",
    answer: { result: "SUCCESS", message: "CALLBACK_CANCELLED" },
  },
  "no-action": {
    outcome: "CallbackNoAction",
    answer: { result: "SUCCESS", message: "NO_ACTION" },
  },
  "not-found": {
    outcome: "CallbackNotFound",
    answer: { result: "FAIL", message: "CALLBACK_NOT_FOUND" },
  },
} as const;

/** Answers the cancelling function; the table of answers is in this room's README. Never throws. */
export function answerCancel(
  room: CancelRoom & { readonly outcomes: Outcomes },
  event: unknown,
): Promise<FlowAnswer> {
  return answerCaller(room, "CallbackCancelFailed", {}, event, async ({ key }) => {
    if (key === undefined) {
      return {
        outcome: "CallbackNumberInvalid",
        answer: { result: "FAIL", message: "INVALID_NUMBER" },
      };
    }
    return ANSWERS[await cancelCallback(room, key)];
  });
}
