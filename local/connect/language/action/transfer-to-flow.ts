import { type ActionType, IN, NO_MATCHING_ERROR } from "../action-type.ts";
import { required, resource } from "../parameter.ts";

/** Goes on from the other flow's start; flow attributes are dropped, contact attributes kept. */
export const transferToFlow: ActionType = {
  block: "Transfer to flow",
  flowTypes: [...IN.flow, ...IN.transfer],
  elsewhere: "refused",
  voice: true,
  form: {
    parameters: { ContactFlowId: required(resource("flow")) },
    errors: { required: [NO_MATCHING_ERROR] },
    next: "optional",
  },
};
