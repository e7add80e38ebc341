import type { Instance } from "../connect/contact.ts";
import type { DemoBank } from "../demo-bank.ts";
import { type CallersAudience, callersChapter } from "./callers/callers-chapter.ts";
import type { FlowFunctions } from "./callers/world.ts";
import { AFTERMATH, DAY } from "./day.ts";
import { checkTheHouse } from "./house.ts";
import { OutcomeCounts } from "./outcome-counts.ts";
import { OUTAGE_AT, OUTAGE_MS } from "./reconciliations/plan.ts";
import {
  type ReconciliationsAudience,
  reconciliationsChapter,
} from "./reconciliations/reconciliations-chapter.ts";
import type { StoryReport } from "./report.ts";
import { Witness } from "./witness.ts";

/** What somebody who watches is told while the story plays. */
export interface Audience extends CallersAudience, ReconciliationsAudience {}

export interface StoryOptions {
  readonly seed: number;
  readonly callers: number;
  /** Recordings that go missing; no fewer than there are fates. */
  readonly reconciliations: number;
  readonly instance: Instance;
  readonly functions: FlowFunctions;
  readonly audience: Audience;
}

/**
 * Plays one day against the stack on the driven clock, then the day after, until what nothing
 * released has expired, and holds every promise against what happened.
 */
export async function playStory(stack: DemoBank, options: StoryOptions): Promise<StoryReport> {
  const { clock } = stack;
  const wall = performance.now();
  const begun = clock.now();
  const witness = new Witness();
  const outcomes = new OutcomeCounts();
  const forget = stack.onLog((line) => outcomes.see(line));
  const callers = callersChapter(stack, witness, outcomes, options);
  const reconciliations = reconciliationsChapter(stack, witness, {
    seed: options.seed,
    count: options.reconciliations,
    audience: options.audience,
  });
  const chapters = [callers, reconciliations];
  failTheStoreForAWhile(stack, begun);
  await clock.drive(async () => {
    const all = chapters.map((chapter) => clock.start(chapter.name, () => chapter.play()));
    await clock.waiting(Promise.all(all));
    await clock.sleep(Math.max(0, begun + DAY + AFTERMATH - clock.now()));
  });
  await stack.delivery.idle();
  await clock.drive(async () => {
    for (const chapter of chapters) await chapter.check();
    checkTheHouse(stack, witness);
  });
  forget();
  const invariants = witness.verdicts();
  return {
    ok: Object.values(invariants).every(Boolean),
    seed: options.seed,
    wallMs: Math.round(performance.now() - wall),
    virtualMs: clock.now() - begun,
    ...callers.report(),
    ...reconciliations.report(),
    invariants,
    broken: witness.broken.map(({ invariant, how }) => `${invariant}: ${how}`),
  };
}

/**
 * Around one o'clock the store fails for two and a half minutes: callers hear so, records and events
 * are delivered again. (Lambda's last retry of an event comes three minutes after the first attempt.)
 */
function failTheStoreForAWhile({ clock, faults }: DemoBank, begun: number): void {
  clock.at(begun + OUTAGE_AT, () => {
    const outage = faults.add({
      service: "dynamodb",
      times: Number.POSITIVE_INFINITY,
      fault: { kind: "error", status: 500 },
    });
    clock.at(clock.now() + OUTAGE_MS, () => outage.remove());
  });
}
