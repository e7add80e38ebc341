import { type ActionType, IN } from "../action-type.ts";
import { exactlyOne, number } from "../parameter.ts";

/** Priority 1 is the highest, 5 the default; an age adjustment may be negative. */
export const updateContactRoutingBehavior: ActionType = {
  block: "Change routing priority / age",
  flowTypes: [...IN.flow, ...IN.transfer, ...IN.queue],
  elsewhere: "doubtful",
  voice: true,
  form: {
    parameters: {
      QueuePriority: number(1, Number.MAX_SAFE_INTEGER),
      QueueTimeAdjustmentSeconds: number(Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER),
    },
    groups: [exactlyOne("QueuePriority", "QueueTimeAdjustmentSeconds")],
    errors: {},
    next: "required",
  },
};
