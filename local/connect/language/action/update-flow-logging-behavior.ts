import { type ActionType, IN } from "../action-type.ts";
import { choice, required } from "../parameter.ts";

/** Holds for this contact segment and the segments after it. */
export const updateFlowLoggingBehavior: ActionType = {
  block: "Set logging behavior",
  logName: "SetLoggingBehavior",
  flowTypes: IN.anywhere,
  elsewhere: "doubtful",
  voice: true,
  form: {
    parameters: { FlowLoggingBehavior: required(choice(["Enabled", "Disabled"], "static")) },
    errors: {},
    next: "required",
  },
};
