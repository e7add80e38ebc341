import type { Contact, Instance } from "../connect/contact.ts";
import type { DemoBank } from "../demo-bank.ts";
import { type CallersAudience, callersChapter } from "./callers/callers-chapter.ts";
import type { FlowFunctions } from "./callers/world.ts";
import { AFTERMATH, DAY } from "./day.ts";
import { checkTheHouse } from "./house.ts";
import { StoryLine } from "./line/story-line.ts";
import { OUTAGE_AT, OUTAGE_MS } from "./reconciliations/plan.ts";
import {
  type ReconciliationsAudience,
  reconciliationsChapter,
} from "./reconciliations/reconciliations-chapter.ts";
import { Heard } from "./recordings/heard.ts";
import { type RecordingsAudience, recordingsChapter } from "./recordings/recordings-chapter.ts";
import type { StoryReport } from "./report.ts";
import { Witness } from "./witness.ts";

/** What somebody who watches is told while the story plays. */
export interface Audience extends CallersAudience, ReconciliationsAudience, RecordingsAudience {}

export interface StoryOptions {
  readonly seed: number;
  readonly callers: number;
  /** Recordings that go missing; no fewer than there are fates. */
  readonly reconciliations: number;
  /** Callers whose recordings are watched; at least one for every fate of a call and a recording. */
  readonly recordings: number;
  readonly instance: Instance;
  readonly functions: FlowFunctions;
  readonly audience: Audience;
}

/**
 * Plays one day against the stack on the driven clock, then the day after, until what nothing
 * released has expired, and holds every promise against what happened.
 */
export async function playStory(bank: DemoBank, options: StoryOptions): Promise<StoryReport> {
  const heard = new Heard();
  const stack = heard.listening(bank);
  const { clock } = stack;
  const wall = performance.now();
  const begun = clock.now();
  const witness = new Witness();
  const line = new StoryLine(stack, options);
  const callers = callersChapter(stack, witness, { ...options, line });
  const reconciliations = reconciliationsChapter(stack, witness, {
    seed: options.seed,
    count: options.reconciliations,
    audience: options.audience,
  });
  const others = new Map<string, Contact>();
  line.onContact((_, contact) => others.set(contact.contactId, contact));
  const recordings = recordingsChapter(stack, witness, {
    seed: options.seed,
    count: options.recordings,
    audience: options.audience,
    heard,
    others: () => [...others.values()],
  });
  const chapters = [callers, reconciliations, recordings];
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
  const invariants = witness.verdicts();
  return {
    ok: Object.values(invariants).every(Boolean),
    seed: options.seed,
    wallMs: Math.round(performance.now() - wall),
    virtualMs: clock.now() - begun,
    ...callers.report(),
    ...reconciliations.report(),
    ...recordings.report(),
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
