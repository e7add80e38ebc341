import type { Rule } from "../rule.ts";

/** What has not the form that the Flow language gives it. */
export const structure: Rule = {
  id: "structure",
  check: (flow) => flow.malformed,
};
