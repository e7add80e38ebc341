import { type ActionType, IN, NO_MATCHING_ERROR } from "../action-type.ts";
import { anything, required } from "../parameter.ts";

const setRoutingCriteria: ActionType = {
  block: "Set routing criteria",
  flowTypes: [...IN.flow, ...IN.queue, ...IN.transfer],
  elsewhere: "doubtful",
  voice: true,
  form: {
    parameters: { RoutingCriteria: required(anything) },
    errors: { possible: [NO_MATCHING_ERROR] },
    next: "required",
  },
};

/** The guide's name, and the one that exports carry. */
export const routingCriteria = {
  UpdateContactRoutingCriteria: setRoutingCriteria,
  UpdateRoutingCriteria: { ...setRoutingCriteria, written: "UpdateContactRoutingCriteria" },
} as const;
