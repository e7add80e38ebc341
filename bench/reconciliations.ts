import { table } from "../cli/terminal/table.ts";
import { openDemoBank } from "../local/demo-bank.ts";
import { Random } from "../local/random.ts";
import { cpuOwners } from "./cpu-owners.ts";

const WARM_UP = 20;
const RECONCILIATIONS = 200;

/** How many reconciliations a second go through the local stack, from message to file, and what dominates? */
export async function reconciliations(): Promise<string> {
  const bank = await openDemoBank({ port: 0, startAt: Date.UTC(2026, 0, 5, 8), endpoints: {} });
  const random = new Random(1);
  const batch = async (count: number): Promise<void> => {
    const before = bank.objects.list(bank.recordings.bucket).length;
    for (let index = 0; index < count; index += 1) {
      const callId = random.uuid();
      const originalTimestamp = new Date(bank.clock.now()).toISOString();
      const request = { dialogGroupId: callId, callId, originalTimestamp, retryAttempt: 0 };
      const message = JSON.stringify({ ...request, source: "RECONCILIATION_QUEUE" });
      bank.sqs.send("linekeeper-reconciliation-requests", message);
    }
    await bank.clock.advance(3_600_000);
    const made = bank.objects.list(bank.recordings.bucket).length - before;
    if (made !== count) throw new Error(`${made} of ${count} recordings arrived`);
  };
  try {
    await batch(WARM_UP);
    const began = performance.now();
    const { owners } = await cpuOwners(() => batch(RECONCILIATIONS));
    const perSecond = RECONCILIATIONS / ((performance.now() - began) / 1000);
    const shares = owners
      .filter(([, share]) => share >= 0.01)
      .map(([owner, share]) => [owner, `${(100 * share).toFixed(0)}%`]);
    return `${perSecond.toFixed(1)} a second\n${table(["owner of the CPU", "share"], shares)}`;
  } finally {
    await bank.close();
  }
}
