import { type ActionType, IN, NO_MATCHING_ERROR } from "../action-type.ts";
import { number, required } from "../parameter.ts";

const CONTINUE_LOOPING = "ContinueLooping";
const DONE_LOOPING = "DoneLooping";

/** Continues LoopCount times, is done once, and begins anew; 0 is done at once. */
export const loop: ActionType = {
  block: "Loop",
  flowTypes: IN.anywhere,
  elsewhere: "doubtful",
  voice: true,
  form: (parameters) => {
    // The console can also loop over a list; how it writes that is published nowhere.
    const overList = Object.keys(parameters).length > 0 && !Object.hasOwn(parameters, "LoopCount");
    const count = number(0, 100);
    return {
      parameters: { LoopCount: overList ? count : required(count) },
      errors: { possible: [NO_MATCHING_ERROR] },
      conditions: {
        operators: ["Equals"],
        operands: [CONTINUE_LOOPING, DONE_LOOPING],
        required: [CONTINUE_LOOPING, DONE_LOOPING],
      },
      next: "optional",
    };
  },
};
