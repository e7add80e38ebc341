import { type Broken, brokenIn } from "../invariant.ts";
import { owed, type Task } from "../owed.ts";
import type { Run } from "../run.ts";
import type { Offer } from "../second-call.ts";

/**
 * Who was cut off from a task is offered to go on with it, and goes on where they were; nobody else is
 * offered anything. That is what callers know of their task, and what their call has noted.
 */
export function checkTasks(runs: readonly Run[], whole: readonly Run[]): readonly Broken[] {
  const wholeOf = new Map(whole.map((run) => [run.way, run]));
  return brokenIn("tasks", runs, (run) => [
    ...asKnown(run, wholeOf.get(run.way) ?? run),
    ...asNoted(run),
  ]);
}

function asKnown(run: Run, whole: Run): readonly string[] {
  const { offer } = run;
  const possible = owed(run, whole);
  if (possible.some((task) => toldTask(task) === toldOffer(offer))) return [];
  const tasks = [...new Set(possible.map(toldTask))];
  return [`the caller was owed ${tasks.join(", or ")}; and was offered ${toldOffer(offer)}`];
}

function asNoted({ way, call, offer }: Run): readonly string[] {
  const { active_task_tracker: flag, tracking_task_title: title } = call.contact.attributes;
  if (flag === undefined) return [];
  const noted = flag === "1" && !way.withheld ? title : undefined;
  return noted === offer.title
    ? []
    : [`the call had noted ${noted ?? "no task"}; and the caller was offered ${toldOffer(offer)}`];
}

function toldTask(task: Task | undefined): string {
  return task ? `${task.title} ("${task.goesOnWith}")` : "nothing";
}

function toldOffer({ title, goesOnWith }: Offer): string {
  return title === undefined ? "nothing" : `${title} ("${goesOnWith}")`;
}
