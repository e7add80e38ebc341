import { agentIsThere } from "./agents.ts";
import { checkAll } from "./checks/check-all.ts";
import { checkWaiting } from "./checks/claims.ts";
import type { Broken } from "./invariant.ts";
import { planOf } from "./plan.ts";
import { type Planned, play, type Run } from "./run.ts";
import type { SweepBank } from "./sweep-bank.ts";
import type { Way } from "./way.ts";

/** One after another: Connect stops and describes no more than two contacts a second. */
const NEXT_CALL_AFTER_MS = 600;

/** Of a call whose events were lost, the sweep of the ledger hears late; its row goes 15 minutes after. */
const AFTERMATH_MS = 60 * 60_000;

export interface Swept {
  /** The hang-ups. */
  readonly runs: readonly Run[];
  readonly broken: readonly Broken[];
}

/**
 * Goes every way to its end, then hangs up at every moment in it, and looks what came of it.
 * @param bank new
 */
export async function sweep(
  bank: SweepBank,
  ways: readonly Way[],
  isWanted: (planned: Planned) => boolean,
): Promise<Swept> {
  return bank.clock.drive(async () => {
    const toTheEnd = ways.map((way) => ({ way, moment: undefined }));
    const whole = await playAll(bank, toTheEnd, 0);
    const first = await callBack(bank, whole);
    const runs = await playAll(bank, planOf(whole).filter(isWanted), whole.length);
    const second = await callBack(bank, runs);
    await bank.clock.sleep(AFTERMATH_MS);
    await bank.stack.delivery.idle();
    return { runs, broken: [...first, ...second, ...(await checkAll(bank, whole, runs))] };
  });
}

async function playAll(
  bank: SweepBank,
  planned: readonly Planned[],
  from: number,
): Promise<readonly Run[]> {
  const { clock } = bank;
  const all = planned.map((one, i) =>
    clock.start("run", async () => {
      await clock.sleep(NEXT_CALL_AFTER_MS * i);
      return play(bank, one, from + i);
    }),
  );
  return clock.waiting(Promise.all(all));
}

/** Agents come at last; then every callback is over. @returns what did not hold while they waited */
async function callBack(bank: SweepBank, runs: readonly Run[]): Promise<readonly Broken[]> {
  const broken = await checkWaiting(bank, runs);
  for (const { line } of runs) {
    if (line.simulator.callbacks.length === 0) continue;
    agentIsThere(line.simulator);
    await bank.clock.sleep(NEXT_CALL_AFTER_MS);
  }
  for (const { line } of runs) await line.simulator.settled();
  return broken;
}
