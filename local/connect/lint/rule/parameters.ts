import { formOf } from "../../language/action-types.ts";
import { checkMembers } from "../parameter-check.ts";
import type { Rule } from "../rule.ts";

/** Parameters that are missing, misspelt, of the wrong kind or out of range. */
export const parameters: Rule = {
  id: "parameters",
  *check({ Actions, looseEnd }) {
    for (const [index, action] of Actions.entries()) {
      const form = formOf(action);
      if (form === undefined) continue;
      const { parameters: members, groups = [], misnamed } = form;
      const path = ["Actions", index, "Parameters"];
      yield* checkMembers({ members, groups, misnamed }, action.Parameters, path, looseEnd);
    }
  },
};
