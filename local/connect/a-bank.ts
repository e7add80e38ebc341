import { Centre, type CentreOptions } from "./a-centre.ts";
import { aFlow, HANG_UP, says } from "./a-flow.ts";
import type { Flow } from "./language/flow.ts";

/** A small telephone bank for tests: a menu, a lookup, a queue. */
export const BANK: Flow = aFlow({
  welcome: says("Welcome to the demo bank.", "menu"),
  menu: [
    "GetParticipantInput",
    { Text: "Press 1 for your balance, 0 for an agent.", InputTimeLimitSeconds: "5" },
    {
      "=1": "lookup",
      "=0": "queue",
      InputTimeLimitExceeded: "bye",
      NoMatchingCondition: "menu",
      NoMatchingError: "bye",
    },
  ],
  lookup: [
    "InvokeLambdaFunction",
    { LambdaFunctionARN: "balance" },
    { next: "found", NoMatchingError: "bye" },
  ],
  found: [
    "Compare",
    { ComparisonValue: "$.External.found" },
    { "=true": "tell", NoMatchingCondition: "bye" },
  ],
  tell: says("Your balance is $.External.balance dollars.", "menu"),
  queue: [
    "UpdateContactTargetQueue",
    { QueueId: "general" },
    { next: "wait", NoMatchingError: "bye" },
  ],
  wait: [
    "TransferContactToQueue",
    {},
    { next: "bye", QueueAtCapacity: "bye", NoMatchingError: "bye" },
  ],
  bye: says("Goodbye.", "end"),
  end: HANG_UP,
});

export function aBank(options: CentreOptions = {}): Centre {
  const functions = { balance: () => ({ found: "true", balance: "12" }) };
  const centre = new Centre({ functions, ...options });
  centre.simulator.resources.addQueue("general");
  return centre;
}
