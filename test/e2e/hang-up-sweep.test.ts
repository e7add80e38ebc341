import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { INVARIANTS, type Invariant } from "../hang-up-sweep/invariant.ts";
import { nameOf } from "../hang-up-sweep/run.ts";
import { type Swept, sweep } from "../hang-up-sweep/sweep.ts";
import { openSweepBank, type SweepBank } from "../hang-up-sweep/sweep-bank.ts";
import { WAYS } from "../hang-up-sweep/ways.ts";

/**
 * A run by its name, or all that begin like that: HANG_UP="pays by card, 17+0" repeats alone what
 * failed among others.
 */
const only = process.env["HANG_UP"] ?? "";

let bank: SweepBank;
let swept: Swept;
beforeAll(async () => {
  bank = await openSweepBank();
  const ways = WAYS.filter(({ name }) => only.startsWith(name) || name.startsWith(only));
  swept = await sweep(bank, ways, (planned) => nameOf(planned).startsWith(only));
  expect(swept.runs, "a run begins with HANG_UP").not.toEqual([]);
});
afterAll(() => bank?.close());

describe("wherever a caller hangs up", () => {
  it.each(Object.entries(INVARIANTS))("%s: %s", (invariant) => {
    const how = swept.broken.filter((one) => one.invariant === (invariant as Invariant));
    expect(how.map((one) => one.how)).toEqual([]);
  });

  it.skipIf(only)("they hung up at every action of every flow, and in the middle of many", () => {
    const moments = swept.runs.flatMap(({ moment }) => moment ?? []);
    const at = new Set(moments.map(({ flow, action }) => `${flow}, ${action}`));
    expect(bank.actions.length).toBeGreaterThan(150);
    expect(bank.actions.filter((one) => !at.has(one))).toEqual([]);
    const inTheMiddle = moments.filter(({ afterMs }) => afterMs > 0).length;
    console.log(
      `hung up ${moments.length} times, ${inTheMiddle} of them in the middle of an action`,
    );
    expect(moments.length).toBeGreaterThan(550);
    expect(inTheMiddle).toBeGreaterThan(150);
  });
});
