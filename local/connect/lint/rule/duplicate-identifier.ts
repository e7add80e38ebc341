import { pointer } from "../../language/json.ts";
import type { Rule } from "../rule.ts";

/** Two actions under one identifier: branches to it lead to one of them only. */
export const duplicateIdentifier: Rule = {
  id: "duplicate-identifier",
  *check({ Actions }) {
    const first = new Map<string, number>();
    for (const [index, { Identifier }] of Actions.entries()) {
      if (Identifier === "") continue;
      const before = first.get(Identifier);
      if (before === undefined) {
        first.set(Identifier, index);
        continue;
      }
      yield {
        severity: "error",
        path: ["Actions", index, "Identifier"],
        message: `the action at ${pointer("Actions", before)} has the same identifier`,
        advice: "Give each action an identifier of its own.",
      };
    }
  },
};
