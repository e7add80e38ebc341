import { isObject, member } from "../../language/json.ts";
import { referencesIn } from "../../language/references.ts";
import type { Rule } from "../rule.ts";

const ATTRIBUTES: Readonly<Record<string, string>> = {
  UpdateContactAttributes: "Attributes",
  UpdateFlowAttributes: "FlowAttributes",
};

/** Attributes under names that no reference can read. */
export const attributeNames: Rule = {
  id: "attribute-names",
  *check({ Actions }) {
    for (const [index, { Type, Parameters }] of Actions.entries()) {
      const parameter = Object.hasOwn(ATTRIBUTES, Type) ? ATTRIBUTES[Type] : undefined;
      if (parameter === undefined) continue;
      const attributes = member(Parameters, parameter);
      for (const name of isObject(attributes) ? Object.keys(attributes) : []) {
        // Names may be computed: `$.External.key`.
        if (!/[$.]/.test(name) || referencesIn(name).length > 0) continue;
        yield {
          severity: "warning",
          path: ["Actions", index, "Parameters", parameter, name],
          message: "the name of an attribute may not contain $ or .",
          advice: "Write it with letters, digits, _ and -.",
        };
      }
    }
  },
};
