import type { LocalStack } from "../../local/stack.ts";
import type { StoryReport } from "../../local/story/report.ts";
import { span } from "../terminal/ago.ts";
import { style } from "../terminal/style.ts";
import { hanging, wrap } from "../terminal/wrap.ts";
import { PROMISES } from "./promises.ts";

/**
 * What was promised on the day, and what held.
 *
 * @param again the command that plays it again
 */
export function summaryOf(report: StoryReport, again: string, most: number): readonly string[] {
  const times = `${span(report.virtualMs)} of the bank's time in ${(report.wallMs / 1000).toFixed(1)} s`;
  return [
    "",
    style.title("What was promised"),
    ...figuresOf(report).map(([name, figures]) => {
      const words = figures.map(([count, what]) => `${style.title(String(count))} ${what}`);
      return hanging(`  ${name.padEnd(18)}`, words.join(", "), most);
    }),
    "",
    ...Object.entries(report.invariants).map(([name, held]) =>
      hanging(held ? style.good("✓ ") : style.bad("✗ "), PROMISES[name] ?? name, most),
    ),
    ...report.broken.slice(0, 10).map((how) => hanging("  ", style.bad(how), most)),
    "",
    ...wrap(`${times}; the same day again: ${again}`, most).map(style.quiet),
  ];
}

type Figures = readonly (readonly [number, string])[];

function figuresOf(report: StoryReport): readonly (readonly [string, Figures])[] {
  const { callbacks, trackers, asyncFunction, reconciliations, recordings } = report;
  return [
    [
      "callback claims",
      [
        [callbacks.claims, "claimed"],
        [callbacks.duplicatesRefused, "refused as duplicates"],
        [callbacks.released, "released"],
      ],
    ],
    [
      "context trackers",
      [
        [trackers.stored, "stored"],
        [trackers.resumed, "resumed"],
        [trackers.closed, "closed"],
        [trackers.expired, "expired"],
      ],
    ],
    [
      "async function",
      [
        [asyncFunction.started, "started"],
        [asyncFunction.succeeded, "succeeded"],
        [asyncFunction.failed, "failed"],
        [asyncFunction.comfortMessages, "comfort messages"],
      ],
    ],
    [
      "recording watch",
      [
        [recordings.CALL_RECORDED_SUCCESS, "recorded"],
        [recordings.recovered, "of them recovered"],
        [recordings.CALL_RECORDED_FAILURE, "lost for good"],
        [report.describeContactCalls, "calls of DescribeContact"],
      ],
    ],
    [
      "reconciliation",
      [
        [reconciliations["COMPLETED"] ?? 0, "completed"],
        [report.deadLetters, "failures with a dead letter"],
        [report.redriven, "put back"],
        [report.pollsPerReconciliation.median, "polls each (median)"],
      ],
    ],
  ];
}

/** What is there after the day, and how to reach it. */
export function stackOf({ url, description }: LocalStack, most: number): readonly string[] {
  const named = (label: string, all: readonly { readonly name: string }[]) =>
    hanging(`  ${label.padEnd(11)}`, all.map(({ name }) => name).join(", "), most);
  return [
    "",
    `${style.title("The stack stays up")} ${style.quiet("(Ctrl-C ends it), now in real time")}`,
    `  endpoint   ${style.accent(`AWS_ENDPOINT_URL=${url}`)}`,
    named("functions", description.functions),
    named("tables", description.tables),
    named("machines", description.stateMachines),
    "  try        npx linekeeper trackers list",
  ];
}
