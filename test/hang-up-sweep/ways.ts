import type { Way } from "./way.ts";
import { OUT_OF_ORDER } from "./ways/out-of-order.ts";
import { PAYING } from "./ways/paying.ts";
import { PIN_AND_BALANCE } from "./ways/pin-and-balance.ts";
import { RESUMING } from "./ways/resuming.ts";
import { WAITING } from "./ways/waiting.ts";

/** Together they pass every action of every flow. */
export const WAYS: readonly Way[] = [
  ...PAYING,
  ...PIN_AND_BALANCE,
  ...WAITING,
  ...RESUMING,
  ...OUT_OF_ORDER,
];
