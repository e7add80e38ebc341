import { type ActionType, IN, NO_MATCHING_ERROR } from "../action-type.ts";
import { resource } from "../parameter.ts";

export const checkHoursOfOperation: ActionType = {
  block: "Check hours of operation",
  logName: "CheckHoursOfOperation",
  flowTypes: [...IN.flow, ...IN.transfer, ...IN.queue],
  elsewhere: "doubtful",
  voice: true,
  form: {
    parameters: { HoursOfOperationId: resource("hours of operation") },
    errors: { required: [NO_MATCHING_ERROR] },
    conditions: {
      operators: ["Equals"],
      operands: ["True", "False"],
      required: ["True", "False"],
    },
    next: "optional",
  },
};
