import { type ActionType, IN, NO_MATCHING_ERROR } from "../action-type.ts";
import { choice, map, required, text } from "../parameter.ts";

/** Sets all of `$.Attributes.*` given, or none. They stay with the contact's chain. */
export const updateContactAttributes: ActionType = {
  block: "Set contact attributes",
  logName: "SetAttributes",
  flowTypes: IN.anywhere,
  elsewhere: "doubtful",
  voice: true,
  form: {
    parameters: {
      Attributes: required(map(text())),
      TargetContact: choice(["Current", "Related"]),
    },
    errors: { required: [NO_MATCHING_ERROR] },
    next: "required",
  },
};
