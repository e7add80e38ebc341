import type { DeclaredError } from "../../../local/test-run/sidecar/sidecar.ts";
import type { Way } from "../way.ts";

/** A block that cannot do what it should. @param visit 1: only the first time */
export function outOfOrder(
  flow: string,
  action: string,
  error = "NoMatchingError",
  visit?: number,
): DeclaredError {
  return { flow, action, error, visit };
}

export const OUT_OF_ORDER: readonly Way[] = [
  {
    name: "finds the menu out of order, and nobody",
    answers: "",
    errors: [outOfOrder("entry", "Go to main"), outOfOrder("entry", "Put through to the queue")],
  },
  {
    name: "finds every service out of order, and nobody",
    answers: "1 2 3 0",
    errors: [
      outOfOrder("main", "Go to the payment"),
      outOfOrder("main", "Go to the PIN change"),
      outOfOrder("main", "Go to the balance"),
      outOfOrder("main", "Put through to the queue", "QueueAtCapacity", 1),
      outOfOrder("main", "Put through to the queue", "NoMatchingError", 2),
    ],
  },
];
