import { redriveReconciliations } from "../../../src/reconciliation/redrive.ts";
import { RECONCILIATION_STATUSES, type Reconciliation } from "../../../src/reconciliation/table.ts";
import type { DemoBank } from "../../demo-bank.ts";
import { Random } from "../../random.ts";
import type { StatusChange } from "../../states/description.ts";
import type { Chapter } from "../chapter.ts";
import { DAY, HOUR, MINUTE } from "../day.ts";
import { spread } from "../spread.ts";
import type { Witness } from "../witness.ts";
import { Observed } from "./observed.ts";
import {
  OUTAGE_MS,
  type PlannedReconciliation,
  planReconciliations,
  WORKERS_GONE_AT,
  WORKERS_GONE_MS,
} from "./plan.ts";
import { checkReconciliations } from "./promised-reconciliations.ts";

/** What somebody who watches is told. */
export interface ReconciliationsAudience {
  reconciled(planned: PlannedReconciliation, at: number, status: string): void;
}

export interface ReconciliationsReport {
  /** How many ended (or are) in each status. */
  readonly reconciliations: Readonly<Record<string, number>>;
  /** Failures that left a dead letter, however many messages it was. */
  readonly deadLetters: number;
  readonly redriven: number;
  readonly pollsPerReconciliation: Spread;
  readonly transitionsPerReconciliation: Spread;
}

interface Spread {
  readonly median: number;
  readonly max: number;
}

const MACHINE = "linekeeper-reconciliation";

/** When the operator puts failed requests back: the platform was mended over night. */
const MENDED_AT: number = DAY + HOUR;

/** A day on which recordings are missing, and the export platform behaves in every way it can. */
export function reconciliationsChapter(
  bank: DemoBank,
  witness: Witness,
  options: {
    readonly seed: number;
    readonly count: number;
    readonly audience: ReconciliationsAudience;
  },
): Chapter<ReconciliationsReport> {
  const { clock } = bank;
  const planned = planReconciliations(options.count, new Random(options.seed + 104_729));
  const observed = new Observed(bank);
  let first: ReadonlyMap<string, Reconciliation> = new Map();
  let redriven: readonly string[] = [];

  async function request(one: PlannedReconciliation): Promise<void> {
    await clock.sleep(one.arrivesAfter);
    bank.exportPlatform.script(one.callId, one.fate);
    for (let copy = 0; copy < one.copies; copy += 1) {
      observed.send(one.callId, clock.now());
      if (copy > 0) await clock.sleep(MINUTE);
    }
    if (one.stoppedAfter !== undefined) {
      await clock.sleep(one.stoppedAfter);
      await observed.stop(one.callId);
    }
  }

  async function workersGoAway(): Promise<void> {
    await clock.sleep(WORKERS_GONE_AT);
    bank.worker.pause();
    await clock.sleep(WORKERS_GONE_MS);
    bank.worker.resume();
  }

  /** Every second of those that failed alike; the others stay, for whoever looks into the queue. */
  async function putBack(): Promise<void> {
    await clock.sleep(MENDED_AT);
    observed.seeLetters();
    await observed.seeItems(planned);
    first = new Map(observed.items);
    const chosen = everySecond([...first.values()]);
    for (const { callId } of planned) bank.exportPlatform.script(callId, {});
    const done = await redriveReconciliations(
      { client: bank.clients.sqs, ...(await observed.urls()) },
      // Who waits holds the clock, so a long poll would never end.
      { chosen: ({ dialogGroupId }) => chosen.has(dialogGroupId), waitSeconds: 0 },
    );
    redriven = done.requests.map(({ dialogGroupId }) => dialogGroupId);
  }

  /** Some time after its end: the watchdog books what the machine could not, and the store answers. */
  function tell({ status, executionArn }: StatusChange): void {
    if (status === "RUNNING" || !executionArn.includes(`:${MACHINE}:`)) return;
    clock.at(clock.now() + OUTAGE_MS + MINUTE, () => {
      void clock.start("tell", async () => {
        const one = planned.find(({ callId }) => executionArn.includes(callId));
        // Who only watches misses one that ended just before the store failed.
        const item = one && (await observed.item(one.callId).catch(() => undefined));
        if (one && item) options.audience.reconciled(one, clock.now(), item.status);
      });
    });
  }

  return {
    name: "reconciliations",
    async play() {
      const forget = bank.onStatusChange((change) => tell(change));
      const all = [
        ...planned.map((one) => clock.start(one.name, () => request(one))),
        clock.start("workers", workersGoAway),
        clock.start("redrive", putBack),
      ];
      await clock.waiting(Promise.all(all));
      await clock.sleep(2 * HOUR);
      forget();
    },
    async check() {
      observed.seeLetters();
      await observed.seeItems(planned);
      checkReconciliations(bank, witness, {
        planned,
        first,
        last: observed.items,
        letters: observed.letters,
        redriven: new Set(redriven),
      });
    },
    report: () => {
      const items = [...observed.items.values()];
      const counts = RECONCILIATION_STATUSES.map(
        (status) => [status, items.filter((item) => item.status === status).length] as const,
      );
      return {
        reconciliations: Object.fromEntries(counts),
        deadLetters: observed.letters.size,
        redriven: redriven.length,
        pollsPerReconciliation: spread(
          items.map((item) => item.totalPollingAttempts ?? item.pollingIteration ?? 0),
        ),
        transitionsPerReconciliation: spread([...observed.transitions.values()]),
      };
    },
  };
}

/** Of the items in each status every second one, never the first. */
function everySecond(items: readonly Reconciliation[]): ReadonlySet<string> {
  const seen = new Map<string, number>();
  const chosen = items.filter(({ status }) => {
    const index = seen.get(status) ?? 0;
    seen.set(status, index + 1);
    return index % 2 === 1;
  });
  return new Set(chosen.map(({ dialogGroupId }) => dialogGroupId));
}
