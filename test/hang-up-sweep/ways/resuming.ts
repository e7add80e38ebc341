import { CARD_NUMBER, EXPIRY, PIN, type Way } from "../way.ts";
import { outOfOrder } from "./out-of-order.ts";

export const RESUMING: readonly Way[] = [
  {
    name: "goes on with a payment",
    before: [`1 1 ${CARD_NUMBER}`],
    answers: `- 1 ${EXPIRY} 50# 1`,
  },
  { name: "goes on with a payment from the account", before: ["1 2"], answers: "1 50#" },
  { name: "goes on with a PIN change", before: ["2"], answers: `1 ${PIN} 1` },
  { name: "does not want to go on", before: ["2"], answers: "2" },
  {
    name: "cannot go on",
    before: ["2"],
    answers: "1",
    errors: [outOfOrder("main", "Take the tracker")],
  },
];
