import { type ActionType, IN, NO_MATCHING_CONDITION, NO_MATCHING_ERROR } from "../action-type.ts";
import { anything, list, number, object, required, resource, text } from "../parameter.ts";

/** A page for the agent, in flows that run on the agent's screen. */
export const showView: ActionType = {
  block: "Show view",
  flowTypes: [...IN.flow, ...IN.queue],
  elsewhere: "doubtful",
  voice: false,
  form: {
    parameters: {
      ViewResource: required(object({ Id: required(resource("view")), Version: text() })),
      InvocationTimeLimitSeconds: required(number(1, 604_800)),
      ViewData: anything,
      SensitiveDataConfiguration: object({ HideResponseOn: list(text()) }),
    },
    errors: { required: [NO_MATCHING_CONDITION, NO_MATCHING_ERROR, "TimeLimitExceeded"] },
    conditions: { operators: ["Equals"] },
    next: "optional",
  },
};
