import type { FlowResource, QueueResource } from "../instance/resources.ts";

/** How a flow was left. */
export type Exit =
  /** It came to its end; what that means depends on the type of flow. */
  | { readonly to: "end" }
  /** DisconnectParticipant. */
  | { readonly to: "hang-up"; readonly reason?: string }
  | { readonly to: "flow"; readonly flow: FlowResource }
  | { readonly to: "queue"; readonly queue: QueueResource }
  /** Out of one queue into another: a new contact. */
  | { readonly to: "other-queue"; readonly queue: QueueResource }
  | { readonly to: "agent"; readonly agent: string }
  /** Out of a flow module, with its result. */
  | { readonly to: "caller-of-module"; readonly result: string | undefined };

/** How an action ended. */
export type Outcome = Ended | { readonly kind: "module"; readonly module: FlowResource };

export type Ended =
  | { readonly kind: "next" }
  /** A text that conditions are held against. */
  | { readonly kind: "result"; readonly value: string }
  | { readonly kind: "error"; readonly errorType: string; readonly reason?: string }
  | { readonly kind: "exit"; readonly exit: Exit };

export const next: Ended = { kind: "next" };

export function result(value: string): Ended {
  return { kind: "result", value };
}

/** An error branch that callers are expected to take: no key in time, a queue that is full. */
export function branchOff(errorType: string): Ended {
  return { kind: "error", errorType };
}

/** An error. @param reason for the trace: what the author of the flow should know */
export function failed(reason: string, errorType = "NoMatchingError"): Ended {
  return { kind: "error", errorType, reason };
}

export function exit(to: Exit): Ended {
  return { kind: "exit", exit: to };
}
