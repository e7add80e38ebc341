import { CARD_NUMBER, EXPIRY, type Way } from "../way.ts";
import { outOfOrder } from "./out-of-order.ts";

export const PAYING: readonly Way[] = [
  { name: "pays by card", answers: `1 1 ${CARD_NUMBER} ${EXPIRY} 50# 1` },
  { name: "pays from the account, then not", answers: "1 2 50# 2 75# 3" },
  {
    name: "pays at the second attempt",
    answers: `1 - 1 - ${CARD_NUMBER} - ${EXPIRY} 0# 50# - 1`,
  },
  {
    name: "finds no way to pay, and nobody",
    answers: "1 - - -",
    errors: [outOfOrder("make-payment", "Put through to the queue", "QueueAtCapacity")],
  },
];
