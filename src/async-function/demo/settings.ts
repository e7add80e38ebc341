import type { Declaration } from "../../aws/environment.ts";

/** What the demo function reads from its environment. */
export const demoVariables = {
  BALANCE_DELAY_SECONDS: {
    kind: "whole-number",
    meaning: "how long the slow system takes to find a balance",
    unit: "seconds",
    default: "20",
    least: 0,
  },
} as const satisfies Declaration;
