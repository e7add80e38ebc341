import { PIN, type Way } from "../way.ts";
import { outOfOrder } from "./out-of-order.ts";

export const PIN_AND_BALANCE: readonly Way[] = [
  { name: "changes the PIN", answers: `2 ${PIN} 1` },
  { name: "thinks again about the PIN", answers: `2 - ${PIN} - 2 ${PIN} 3` },
  {
    name: "enters no PIN, and finds nobody",
    answers: "2 - - -",
    errors: [outOfOrder("change-pin", "Put through to the queue", "QueueAtCapacity")],
  },
  { name: "hears the balance", answers: "3" },
  {
    name: "hears no balance, then waits in vain, and finds nobody",
    answers: "3 3",
    errors: [
      outOfOrder("balance", "Start the lookup", "NoMatchingError", 1),
      outOfOrder("balance", "Ask how far it is", "NoMatchingError", 2),
      outOfOrder("balance", "Back to main", "NoMatchingError", 2),
      outOfOrder("balance", "Put through to the queue"),
    ],
  },
];
