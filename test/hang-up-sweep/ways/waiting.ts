import type { Way } from "../way.ts";
import { outOfOrder } from "./out-of-order.ts";

const CREATION = outOfOrder("customer-queue", "Create the callback");

export const WAITING: readonly Way[] = [
  {
    name: "is not understood, and gets an agent",
    answers: "- 7 -",
    agent: { comesAfterSeconds: 75 },
  },
  {
    name: "is handed over, and called back",
    answers: "0 1",
    agent: { comesAfterSeconds: 30, handsOver: true },
  },
  { name: "is called back", answers: "0 1" },
  { name: "is called back at another number", answers: "0 2 123# - 2 N#" },
  { name: "withholds the number, and is called back", answers: "0 1 N#", withheld: true },
  { name: "asks twice for another number", before: ["0 2 N#"], answers: "0 2 N# 1" },
  { name: "keeps a callback", before: ["0 1"], answers: "0 1 1" },
  { name: "cancels a callback, and asks again", before: ["0 1"], answers: "0 1 2 1" },
  {
    name: "cannot cancel a callback",
    before: ["0 1"],
    answers: "0 1 2",
    errors: [outOfOrder("customer-queue", "Cancel the callback")],
  },
  { name: "gets no callback", answers: "0 1", errors: [CREATION] },
];
