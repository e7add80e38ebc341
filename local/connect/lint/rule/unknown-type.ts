import { ACTION_TYPES, actionType } from "../../language/action-types.ts";
import { nearest } from "../../language/nearest.ts";
import { meantBy } from "../../language/not-action-types.ts";
import type { Rule } from "../rule.ts";

/** Action types that the Flow language does not have. */
export const unknownType: Rule = {
  id: "unknown-type",
  *check({ Actions }) {
    for (const [index, { Type }] of Actions.entries()) {
      if (Type === "" || actionType(Type)) continue;
      const meant = meantBy(Type) ?? nearest(Type, Object.keys(ACTION_TYPES));
      yield {
        severity: "error",
        path: ["Actions", index, "Type"],
        message: `${Type} is not an action type of the Flow language`,
        advice: meant
          ? `Use ${meant}.`
          : "Take the action's JSON from an export of the console's designer.",
      };
    }
  },
};
