import { type ActionType, IN, NO_MATCHING_CONDITION } from "../action-type.ts";

/** A random 1 to 100; branches of 3 %, 6 % and 8 % are less than 4, 10 and 18. */
export const distributeByPercentage: ActionType = {
  block: "Distribute by percentage",
  flowTypes: [...IN.flow, ...IN.transfer, ...IN.queue],
  elsewhere: "doubtful",
  voice: true,
  form: {
    parameters: {},
    errors: { required: [NO_MATCHING_CONDITION] },
    conditions: { operators: ["NumberLessThan"], numeric: { from: 1, to: 101 } },
    next: "optional",
  },
};
