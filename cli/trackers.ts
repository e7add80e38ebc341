import { Command } from "commander";
import { clock } from "../src/aws/clock.ts";
import { findTracker } from "../src/trackers/check.ts";
import { listTrackers } from "../src/trackers/list.ts";
import { checkVariables } from "../src/trackers/settings.ts";
import { settleTracker } from "../src/trackers/store.ts";
import { holderOf, TRACKERS_TABLE_NAME, type Tracker } from "../src/trackers/table.ts";
import { EXIT } from "./exit.ts";
import { numberArgument, shown } from "./number.ts";
import { tableName } from "./table-name.ts";
import { dynamoDB, reaching, type TargetOptions, withTarget } from "./target.ts";
import { span } from "./terminal/ago.ts";
import { style } from "./terminal/style.ts";
import { table } from "./terminal/table.ts";

interface Options extends TargetOptions {
  readonly table: string;
  readonly json?: boolean;
  readonly showNumbers?: boolean;
  readonly showValues?: boolean;
}

/** `linekeeper trackers list | show | clear` */
export function trackersCommand(): Command {
  const on =
    (work: (number: string, options: Options) => Promise<void>) =>
    (number: string, options: Options) =>
      reaching(options, "DYNAMODB", () => work(number, options));
  return new Command("trackers")
    .description("who was cut off, and can go on")
    .addCommand(
      common("list")
        .description("list the tasks that can be resumed, oldest first")
        .option("--show-numbers", "whole telephone numbers, not masked")
        .action((options: Options) => reaching(options, "DYNAMODB", () => list(options))),
    )
    .addCommand(
      common("show")
        .description("show what a caller can go on with")
        .argument("<number>", "E.164, for example +6421555010")
        .option("--show-values", "values of the stored attributes, not masked")
        .action(on(show)),
    )
    .addCommand(
      common("clear")
        .description("close a caller's task: they are not offered to go on")
        .argument("<number>", "E.164, for example +6421555010")
        .action(on(clear)),
    );
}

function common(name: string): Command {
  return withTarget(new Command(name))
    .option("--table <name>", "name of the trackers table", tableName, TRACKERS_TABLE_NAME)
    .option("--json", "print one JSON object");
}

function storeOf(options: Options) {
  return {
    client: dynamoDB(options),
    table: options.table,
    clock,
    ttlSeconds: Number(checkVariables.TRACKER_TTL_SECONDS.default),
  };
}

async function list(options: Options): Promise<void> {
  const trackers = await listTrackers(storeOf(options));
  if (options.json) {
    const rows = trackers.map((tracker) => ({
      number: shown(tracker.caller, options),
      task: tracker.attributes?.["active_task"] ?? null,
      lastCompletedStep: tracker.attributes?.["last_completed_step"] ?? null,
      contactId: tracker.contactId,
      disconnectedAt: new Date(tracker.disconnectedAt).toISOString(),
      expiresAt: new Date(tracker.ttl * 1000).toISOString(),
    }));
    return console.log(JSON.stringify({ trackers: rows }));
  }
  if (trackers.length === 0) return console.log("Nobody was cut off in the middle of a task.");
  const now = clock.now();
  const cells = trackers.map((tracker) => [
    shown(tracker.caller, options),
    tracker.attributes?.["active_task"] ?? "",
    tracker.attributes?.["last_completed_step"] ?? "",
    `${span(now - tracker.disconnectedAt)} ago`,
    `in ${span(tracker.ttl * 1000 - now)}`,
  ]);
  console.log(table(["number", "task", "last completed step", "cut off", "expires"], cells));
}

async function show(text: string, options: Options): Promise<void> {
  const tracker = await findTracker(storeOf(options), numberArgument(text));
  if (tracker === undefined) {
    console.log(options.json ? '{"tracker":null}' : "Nothing to go on with for this number.");
    process.exitCode = EXIT.failed;
    return;
  }
  const attributes = Object.fromEntries(
    Object.entries(tracker.attributes ?? {}).map(([name, value]) => [
      name,
      options.showValues ? value : masked(name, value),
    ]),
  );
  if (options.json) {
    const { contactId, disconnectedAt, ttl } = tracker;
    const times = {
      disconnectedAt: new Date(disconnectedAt).toISOString(),
      expiresAt: new Date(ttl * 1000).toISOString(),
    };
    const found = {
      contactId,
      leasedTo: holderOf(tracker, clock.now()) ?? null,
      ...times,
      attributes,
    };
    return console.log(JSON.stringify({ tracker: found }));
  }
  console.log(drawTracker(tracker, attributes));
}

function drawTracker(tracker: Tracker, attributes: Readonly<Record<string, string>>): string {
  const now = clock.now();
  const holder = holderOf(tracker, now);
  return [
    `cut off ${span(now - tracker.disconnectedAt)} ago in contact ${tracker.contactId}`,
    `expires in ${span(tracker.ttl * 1000 - now)}`,
    ...(holder ? [`taken by contact ${holder}`] : []),
    "",
    table(["attribute", "value"], Object.entries(attributes)),
  ].join("\n");
}

/** The tracker's own attributes are words of the flow; the others are what the caller entered. */
function masked(name: string, value: string): string {
  if (/^(active_|tracking_|last_completed_step)/.test(name)) return value;
  return value.length === 1 ? "1 character" : `${value.length} characters`;
}

async function clear(text: string, options: Options): Promise<void> {
  const now = clock.now();
  await settleTracker(storeOf(options), {
    caller: numberArgument(text),
    contactId: "linekeeper-trackers-clear",
    disconnectedAt: now,
    lastUpdate: now,
    attributes: undefined,
  });
  console.log(options.json ? '{"cleared":true}' : `${style.good("✓")} nothing is offered any more`);
}
