import { type ActionType, IN, NO_MATCHING_ERROR } from "../action-type.ts";
import { map, object, required, text } from "../parameter.ts";

/** Sets all of `$.FlowAttributes.*` given, or none. They end with the flow. */
export const updateFlowAttributes: ActionType = {
  block: "Set contact attributes (flow)",
  logName: "SetFlowAttributes",
  flowTypes: IN.anywhere,
  elsewhere: "doubtful",
  voice: true,
  form: {
    parameters: { FlowAttributes: required(map(object({ Value: required(text()) }))) },
    errors: { required: [NO_MATCHING_ERROR] },
    next: "required",
  },
};
