import { flowLogging } from "../flow-logging.ts";
import type { Rule } from "../rule.ts";
import { sensitiveEntries } from "../sensitive-entry.ts";

/** Sensitive entries that may stand in the flow's log. */
export const loggedEntry: Rule = {
  id: "logged-entry",
  *check(flow) {
    const entries = sensitiveEntries(flow);
    if (entries.length === 0) return;
    const logging = flowLogging(flow);
    for (const { index } of entries) {
      const before = logging[index];
      if (!before?.on && !before?.inherited) continue;
      yield {
        severity: "warning",
        path: ["Actions", index],
        message: before.on
          ? "flow logging is on when the caller enters this"
          : "flow logging is whatever the flow before left it when the caller enters this",
        advice: "Put UpdateFlowLoggingBehavior Disabled before it, and Enabled after it.",
      };
    }
  },
};
