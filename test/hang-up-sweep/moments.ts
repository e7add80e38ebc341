import type { TraceEntry } from "../../local/connect/simulator/trace.ts";
import type { Moment } from "./moment.ts";
import type { Run } from "./run.ts";
import { ANSWER_MS, REQUEST_MS } from "./sweep-bank.ts";
import type { Passed } from "./watcher.ts";

/** Shortly before something is over; in the queue an agent is being offered the call by then. */
const SHORTLY_MS = 100;

/** What lasts longer is worth another moment. */
const LONG_MS = 10_000;

/**
 * Every moment of a way at which its caller can hang up: as each action begins; in the middle of what
 * is said and of what is typed; while a function is on its way, and while its answer is; shortly
 * before what takes long is over; and between two actions, in a conversation.
 * @param run the way, gone to its end
 */
export function momentsOf(run: Run): readonly Moment[] {
  const { passed } = run.watcher;
  return passed.flatMap((one, i) => {
    const { inCallback, index, flow, action, startedAt } = one;
    const next = passed[i + 1];
    const nextAt = next?.inCallback === inCallback ? next.startedAt : endOf(run, inCallback);
    const over = one.endedAt ?? nextAt;
    const between = nextAt > over ? [(over + nextAt) / 2] : [];
    const offsets = [startedAt, ...within(run, one, over), ...between].map((at) =>
      Math.round(at - startedAt),
    );
    return offsets.map((afterMs) => ({ inCallback, index, flow, action, afterMs }));
  });
}

function within(run: Run, { startedAt, type, inCallback }: Passed, over: number): number[] {
  if (over === startedAt) return [];
  if (type === "InvokeLambdaFunction") {
    return [startedAt + REQUEST_MS / 2, startedAt + REQUEST_MS + ANSWER_MS / 2];
  }
  const entries = entriesOf(run, inCallback).filter(({ at }) => at >= startedAt && at <= over);
  const said = entries.find((entry) => entry.kind === "said");
  const keys = entries.filter((entry) => entry.kind === "key");
  const half = Math.ceil(keys.length / 2);
  const [before, after] = [keys[half - 1], keys[half]];
  return [
    ...(said ? [startedAt + Math.min(said.prompt.durationMs, over - startedAt) / 2] : []),
    ...(before && after ? [(before.at + after.at) / 2] : []),
    ...(over - startedAt > LONG_MS ? [over - SHORTLY_MS] : []),
  ];
}

/** When the call was over, or the callback. */
function endOf(run: Run, inCallback: boolean): number {
  const ends = entriesOf(run, inCallback).filter(
    (entry) => entry.kind === "life" && entry.what === "disconnected",
  );
  return ends.at(-1)?.at ?? 0;
}

/** Of the call, or of the callback. */
function entriesOf({ call, line }: Run, inCallback: boolean): readonly TraceEntry[] {
  const found = inCallback ? line.simulator.callbacks.at(-1) : call;
  return found?.trace.entries ?? [];
}
