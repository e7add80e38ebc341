import type { Moment } from "./moment.ts";
import { momentsOf } from "./moments.ts";
import type { Planned, Run } from "./run.ts";

/** In the middle of an action, so many callers with different histories are enough. */
const IN_THE_MIDDLE = 2;

/**
 * Every moment of every way; one that ways have in common is swept once.
 * @param whole the ways, gone to their ends
 */
export function planOf(whole: readonly Run[]): readonly Planned[] {
  const histories = new Set<string>();
  const inTheMiddle = new Map<string, number>();
  return whole.flatMap((run) =>
    momentsOf(run).flatMap((moment) => {
      const { history, place } = whereIs(run, moment);
      const callers = inTheMiddle.get(place) ?? 0;
      if (histories.has(history)) return [];
      if (moment.afterMs > 0 && callers >= IN_THE_MIDDLE) return [];
      histories.add(history);
      inTheMiddle.set(place, callers + 1);
      return [{ way: run.way, moment }];
    }),
  );
}

/**
 * Where a caller is, and all that matters of how they came there. What comes after a function tells
 * what it is about to answer, and so what became of calls before.
 */
function whereIs({ watcher, call }: Run, moment: Moment): { history: string; place: string } {
  const { inCallback, index, flow, action, afterMs } = moment;
  const passed = watcher.passed.filter((one) => one.inCallback === inCallback);
  const until = passed.findIndex((one) => one.index === index);
  const began = passed[0]?.startedAt ?? 0;
  const isAsking = afterMs > 0 && passed[until]?.type === "InvokeLambdaFunction";
  const place = [flow, action, afterMs, isAsking && passed[until + 1]?.action];
  const steps = passed.slice(0, until).map((one) => [one.flow, one.action, one.startedAt - began]);
  // The chain of a callback is longer where the call was handed over.
  const contacts = inCallback && call.contacts.length;
  return { history: JSON.stringify([contacts, steps, place]), place: JSON.stringify(place) };
}
