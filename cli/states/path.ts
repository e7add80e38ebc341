import type { WireEvent } from "../../local/states/history.ts";
import { span } from "../terminal/ago.ts";
import { style } from "../terminal/style.ts";
import type { SeenExecution } from "./execution.ts";

interface Details {
  readonly name?: string;
  readonly index?: number;
  readonly error?: string;
  readonly cause?: string;
}

/**
 * Draws the path an execution took: its states in order, with times, retries and where it ended.
 *
 * @param waited what a pause of some length was: skipped by a driven clock, or lived through
 */
export function drawExecution(
  { status, output, error, cause, history }: SeenExecution,
  waited: "skipped" | "later" = "skipped",
): string {
  const begun = history[0]?.timestamp ?? 0;
  const depths = new Map<number, number>();
  const lines: string[] = [];
  let last = begun;
  for (const event of history) {
    const depth = depthOf(event, depths);
    depths.set(event.id, depth);
    const line = lineFor(event);
    if (line === undefined) continue;
    const pause = event.timestamp - last;
    if (pause >= 1) {
      lines.push(style.quiet(`${" ".repeat(10)}  ⋮ ${span(pause * 1000)} ${waited}`));
    }
    last = event.timestamp;
    const at = `+${span((event.timestamp - begun) * 1000)}`.padStart(10);
    lines.push(`${style.quiet(at)}  ${"  ".repeat(depth)}${line}`);
  }
  const total = span(((history.at(-1)?.timestamp ?? begun) - begun) * 1000);
  const ended =
    status === "SUCCEEDED" || status === "RUNNING"
      ? [
          status === "RUNNING"
            ? `${style.accent("…")} ${status} for ${total}`
            : `${style.good("✓")} ${status} after ${total}`,
          output === undefined ? undefined : JSON.stringify(output, undefined, 2),
        ]
      : [
          `${style.bad("✗")} ${status} after ${total}${error ? `: ${style.title(error)}` : ""}`,
          cause,
        ];
  return [...lines, "", ...ended.filter((line) => line !== undefined)].join("\n");
}

/** Inside a Map's items and a Parallel's branches the path is indented. */
function depthOf(event: WireEvent, depths: ReadonlyMap<number, number>): number {
  const before = depths.get(event.previousEventId) ?? 0;
  if (event.type === "MapIterationStarted") return before + 1;
  if (/^(Map|Parallel)State(Succeeded|Failed|Exited)$/.test(event.type))
    return Math.max(0, before - 1);
  return before;
}

function lineFor(event: WireEvent): string | undefined {
  const details = detailsOf(event);
  const state = /^(\w+)StateEntered$/.exec(event.type)?.[1];
  if (state) return `${style.accent("●")} ${details.name} ${style.quiet(state)}`;
  if (event.type === "MapIterationStarted") return style.quiet(`item ${details.index}`);
  if (/^(Task|LambdaFunction)(Failed|TimedOut)$|SubmitFailed$/.test(event.type)) {
    return `${style.bad("✗")} ${details.error ?? event.type}${details.cause ? style.quiet(` ${details.cause.slice(0, 100)}`) : ""}`;
  }
  if (/^(Task|LambdaFunction)Scheduled$/.test(event.type)) return style.quiet("→ called");
  if (event.type === "EvaluationFailed") return `${style.bad("✗")} ${details.error}`;
  return undefined;
}

function detailsOf(event: WireEvent): Details {
  const member = Object.entries(event).find(([name]) => name.endsWith("EventDetails"));
  return (member?.[1] ?? {}) as Details;
}
