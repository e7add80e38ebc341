import {
  type ActionType,
  IN,
  NO_MATCHING_CONDITION,
  NO_MATCHING_ERROR,
  OPERATORS,
} from "../action-type.ts";
import { reference, required } from "../parameter.ts";

export const compare: ActionType = {
  block: "Check contact attributes",
  logName: "CheckAttribute",
  flowTypes: IN.anywhere,
  elsewhere: "doubtful",
  voice: true,
  form: {
    parameters: { ComparisonValue: required(reference) },
    errors: { required: [NO_MATCHING_CONDITION], refused: [NO_MATCHING_ERROR] },
    conditions: { operators: OPERATORS },
    next: "optional",
  },
};
