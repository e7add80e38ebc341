import { GetQueueUrlCommand, type SQSClient } from "@aws-sdk/client-sqs";
import { Command, Option } from "commander";
import type { DeadLetter } from "../../src/reconciliation/dead-letter.ts";
import { redriveReconciliations } from "../../src/reconciliation/redrive.ts";
import { RECONCILIATION_STATUSES } from "../../src/reconciliation/table.ts";
import { EXIT, RefusedError } from "../exit.ts";
import { reaching, sqs, type TargetOptions, withTarget } from "../target.ts";
import { style } from "../terminal/style.ts";

interface Options extends TargetOptions {
  readonly all?: boolean;
  readonly dialog?: readonly string[];
  readonly status?: string;
  readonly limit: number;
  readonly queue: string;
  readonly deadLetterQueue: string;
  readonly json?: boolean;
}

/** `linekeeper reconciliations redrive` */
export function redriveCommand(): Command {
  return withTarget(new Command("redrive"))
    .description("put failed reconciliations back on the queue, as their next attempt")
    .option("--all", "all that have a dead letter")
    .option(
      "--dialog <id>",
      "those of this dialogue; may be repeated",
      (id: string, before: readonly string[] = []) => [...before, id],
    )
    .addOption(
      new Option("--status <status>", "those that failed with this status").choices(
        RECONCILIATION_STATUSES.filter((status) => status.startsWith("FAILED")),
      ),
    )
    .addOption(
      new Option("--limit <letters>", "dead letters to look at, at most")
        .argParser(wholeNumber)
        .default(1_000),
    )
    .option("--queue <name>", "the request queue", "linekeeper-reconciliation-requests")
    .option(
      "--dead-letter-queue <name>",
      "the dead-letter queue",
      "linekeeper-reconciliation-dead-letters",
    )
    .option("--json", "print one JSON object")
    .action((options: Options) => reaching(options, "SQS", () => redrive(options)));
}

async function redrive(options: Options): Promise<void> {
  if (!options.all && options.dialog === undefined && options.status === undefined) {
    throw new RefusedError("say which: --dialog ID, --status STATUS, or --all");
  }
  const client = sqs(options);
  const redriven = await redriveReconciliations(
    {
      client,
      requestQueueUrl: await urlOf(client, options.queue),
      deadLetterQueueUrl: await urlOf(client, options.deadLetterQueue),
    },
    { chosen: (letter) => isChosen(letter, options), limit: options.limit },
  );
  const { requests, letters, left, unreadable } = redriven;
  const found = new Set(requests.map(({ dialogGroupId }) => dialogGroupId));
  const missing = (options.dialog ?? []).filter((id) => !found.has(id));
  if (missing.length > 0) process.exitCode = EXIT.failed;
  if (options.json) return console.log(JSON.stringify(redriven));
  for (const { dialogGroupId, retryAttempt } of requests) {
    console.log(`${style.good("✓")} ${dialogGroupId}  attempt ${retryAttempt}`);
  }
  for (const id of missing) console.log(`No such dead letter of ${id} was found.`);
  console.log(
    style.quiet(
      `${requests.length} put back, ${letters} dead letters removed, ${left} left` +
        (unreadable > 0 ? ` (${unreadable} cannot be read: look at them by hand)` : ""),
    ),
  );
}

function isChosen({ dialogGroupId, reconciliationStatus }: DeadLetter, options: Options): boolean {
  if (options.status !== undefined && reconciliationStatus !== options.status) return false;
  return options.dialog?.includes(dialogGroupId) ?? true;
}

async function urlOf(client: SQSClient, QueueName: string): Promise<string> {
  const { QueueUrl } = await client.send(new GetQueueUrlCommand({ QueueName }));
  if (QueueUrl === undefined) throw new RefusedError(`there is no queue ${QueueName}`);
  return QueueUrl;
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < 1) {
    throw new RefusedError(`--limit must be a whole number from 1, got ${text}`);
  }
  return value;
}
