import type { Declaration } from "../aws/environment.ts";

/** What the starting and polling function reads from its environment. */
export const asyncFunctionVariables = {
  STATE_MACHINE_ARN: {
    kind: "text",
    meaning: "ARN of the state machine around the wrapped function, without version or alias",
  },
  AWS_REGION: {
    kind: "text",
    meaning: "region of the state machine",
    default: "ap-southeast-2",
    setByLambda: true,
  },
} as const satisfies Declaration;
