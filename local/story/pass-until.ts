import { BANK_NUMBERS } from "../bank-line/bank-flows.ts";
import { openBankLine } from "../bank-line/open-bank-line.ts";
import { scriptedCaller } from "../connect/caller/scripted-caller.ts";
import type { DemoBank } from "../demo-bank.ts";
import { HOUR } from "./day.ts";

/** The demo bank's payment, as far as the amount. */
const CUT_OFF = "1,1,4111111111111111#,1230,hangup";

/**
 * Lets the time pass from the story's end, which may be most of a day ago. An hour before `now` (epoch
 * milliseconds) somebody is cut off: `linekeeper trackers list` shows what is kept of that.
 */
export async function passUntil(bank: DemoBank, now: number): Promise<void> {
  const { clock } = bank;
  await clock.advance(Math.max(0, now - HOUR - clock.now()));
  // Not the seed of a line that there was before: contacts have their ids from it.
  const simulator = openBankLine(bank, { seed: bank.seed + 86_028_121 });
  await clock.drive(async () => {
    const caller = scriptedCaller(CUT_OFF, clock);
    const call = simulator.call({ from: "+6421555010", to: BANK_NUMBERS.service, caller });
    await clock.waiting(call.ended());
    await clock.waiting(simulator.settled());
  });
  await clock.advance(Math.max(0, now - clock.now()));
}
