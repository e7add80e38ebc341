import { isObject, member } from "../../language/json.ts";
import type { Rule } from "../rule.ts";

/** What the designer writes and the API does not take, or takes against the guide. */
export const apiUpload: Rule = {
  id: "api-upload",
  *check({ Actions }) {
    for (const [index, { Type, Parameters }] of Actions.entries()) {
      const path = ["Actions", index, "Parameters"];
      if (
        Type === "UpdateContactEventHooks" &&
        Object.hasOwn(Parameters, "EventHooksConfiguration")
      ) {
        yield {
          severity: "warning",
          path: [...path, "EventHooksConfiguration"],
          message: "the designer writes EventHooksConfiguration, and CreateContactFlow refuses it",
          advice: "Take it out of a flow that is deployed through the API.",
        };
      }
      const tags = Type === "TagContact" ? member(Parameters, "Tags") : undefined;
      const system = Object.keys(isObject(tags) ? tags : {}).find((tag) => tag.startsWith("aws:"));
      if (system === undefined) continue;
      yield {
        severity: "warning",
        path: [...path, "Tags", system],
        message: "tags that begin with aws: are the system's own",
        advice: "Choose another prefix.",
      };
    }
  },
};
