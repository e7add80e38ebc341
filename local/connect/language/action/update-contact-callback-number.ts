import { type ActionType, IN, NO_MATCHING_ERROR } from "../action-type.ts";
import { reference, required } from "../parameter.ts";

/** Without it a callback goes to the caller's own number. */
export const updateContactCallbackNumber: ActionType = {
  block: "Set callback number",
  flowTypes: [...IN.flow, ...IN.transfer, ...IN.queue],
  elsewhere: "doubtful",
  voice: true,
  form: {
    parameters: { CallbackNumber: required(reference) },
    errors: {
      required: ["InvalidCallbackNumber", "CallbackNumberNotDialable"],
      refused: [NO_MATCHING_ERROR],
    },
    next: "required",
  },
};
