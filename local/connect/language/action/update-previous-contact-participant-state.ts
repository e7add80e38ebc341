import { type ActionType, IN, NO_MATCHING_ERROR } from "../action-type.ts";
import { choice, required } from "../parameter.ts";

export const updatePreviousContactParticipantState: ActionType = {
  block: "Hold customer or agent",
  flowTypes: [...IN.flow, ...IN.transfer],
  elsewhere: "doubtful",
  voice: true,
  form: {
    parameters: {
      PreviousContactParticipantState: required(
        choice(["AgentOnHold", "CustomerOnHold", "OffHold"]),
      ),
    },
    errors: { expected: [NO_MATCHING_ERROR] },
    next: "required",
  },
};
