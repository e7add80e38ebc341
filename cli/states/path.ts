import type { WireEvent } from "../../local/states/history.ts";
import { style } from "../terminal/style.ts";
import type { SeenExecution } from "./execution.ts";
import { type Place, Places } from "./places.ts";

interface Details {
  readonly name?: string;
  readonly index?: number;
  readonly error?: string;
  readonly cause?: string;
}

const WIDTH = 13;

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
  const places = new Places();
  const lines: string[] = [];
  let last = begun;
  for (const event of history) {
    const place = places.of(event);
    const line = lineFor(event, place);
    if (line === undefined) continue;
    const pause = event.timestamp - last;
    if (pause >= 1) {
      lines.push(style.quiet(`${" ".repeat(WIDTH)}  ⋮ ${elapsed(pause)} ${waited}`));
    }
    last = event.timestamp;
    const at = `+${elapsed(event.timestamp - begun)}`.padStart(WIDTH);
    lines.push(`${style.quiet(at)}  ${"  ".repeat(place.depth)}${line}`);
  }
  const total = elapsed((history.at(-1)?.timestamp ?? begun) - begun);
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

function lineFor(event: WireEvent, { depth, state, calls }: Place): string | undefined {
  const details = detailsOf(event);
  const entered = /^(\w+)StateEntered$/.exec(event.type)?.[1];
  if (entered) return `${style.accent("●")} ${details.name} ${style.quiet(entered)}`;
  if (event.type === "MapIterationStarted") return style.quiet(`item ${details.index}`);
  if (
    /^(Task|LambdaFunction)(Failed|TimedOut)$|(Schedule|Start|Submit)Failed$|^EvaluationFailed$/.test(
      event.type,
    )
  ) {
    const cause = details.cause ? style.quiet(` ${details.cause.slice(0, 100)}`) : "";
    return `${style.bad("✗")} ${state}: ${details.error ?? event.type}${cause}`;
  }
  if (/^(Task|LambdaFunction)Scheduled$/.test(event.type)) {
    // Side by side with others, it needs its name.
    const whose = depth > 0 ? `${state}: ` : "";
    return style.quiet(`→ ${whose}${calls === 1 ? "called" : `retry ${calls - 1}`}`);
  }
  return undefined;
}

function detailsOf(event: WireEvent): Details {
  const member = Object.entries(event).find(([name]) => name.endsWith("EventDetails"));
  return (member?.[1] ?? {}) as Details;
}

/** Seconds count where polls and retries are told apart: below an hour. */
function elapsed(time: number): string {
  const seconds = Math.max(0, Math.round(time));
  if (seconds < 60) return `${seconds} s`;
  const [minutes, hours] = [Math.floor(seconds / 60), Math.floor(seconds / 3600)];
  if (hours > 0) return minutes % 60 ? `${hours} h ${minutes % 60} min` : `${hours} h`;
  return seconds % 60 ? `${minutes} min ${seconds % 60} s` : `${minutes} min`;
}
