import { actionType } from "../../language/action-types.ts";
import { FLOW_TYPES } from "../../language/flow-type.ts";
import { member } from "../../language/json.ts";
import { nearest } from "../../language/nearest.ts";
import type { Rule } from "../rule.ts";

/** Actions in a type of flow that does not have them. */
export const flowTypeRule: Rule = {
  id: "flow-type",
  *check({ Actions, Metadata, type }) {
    const given = member(Metadata, "type");
    if (type === undefined && given !== undefined && given !== null && given !== "") {
      const meant = typeof given === "string" ? nearest(given, FLOW_TYPES) : undefined;
      yield {
        severity: "warning",
        path: ["Metadata", "type"],
        message: "this is not a type of flow",
        advice: meant ? `Did you mean ${meant}?` : `It is one of ${FLOW_TYPES.join(", ")}.`,
      };
    }
    if (type === undefined) return;
    for (const [index, { Type }] of Actions.entries()) {
      const action = actionType(Type);
      if (action === undefined || action.flowTypes.includes(type)) continue;
      const refused = action.elsewhere === "refused";
      yield {
        severity: refused ? "error" : "warning",
        path: ["Actions", index, "Type"],
        message: `${Type} ${refused ? "cannot stand" : "is not documented"} in a flow of type ${type}`,
        advice: `It belongs to: ${action.flowTypes.join(", ")}.`,
      };
    }
  },
};
