import { Command } from "commander";
import { clock } from "../src/aws/clock.ts";
import { clearClaim } from "../src/callbacks/clear.ts";
import { listClaims } from "../src/callbacks/list.ts";
import { CLAIMS_TABLE_NAME, claimKey, claimNumber, claimQueue } from "../src/callbacks/table.ts";
import { InvalidInputError } from "../src/connect/invalid-input.ts";
import type { PhoneNumber } from "../src/connect/phone-number.ts";
import { RefusedError } from "./exit.ts";
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
  readonly queue?: string;
}

/** `linekeeper callbacks list | clear` */
export function callbacksCommand(): Command {
  return new Command("callbacks")
    .description("who waits for a call back")
    .addCommand(
      common("list")
        .description("list the live claims, oldest first")
        .option("--show-numbers", "whole telephone numbers, not masked")
        .action((options: Options) => reaching(options, "DYNAMODB", () => list(options))),
    )
    .addCommand(
      common("clear")
        .description("free a number, whoever claimed it")
        .argument("<number>", "E.164, for example +6421555010")
        .option("--queue <queue>", "the queue the claim is for, where claims are per queue")
        .action((number: string, options: Options) =>
          reaching(options, "DYNAMODB", () => clear(number, options)),
        ),
    );
}

function common(name: string): Command {
  return withTarget(new Command(name))
    .option("--table <name>", "name of the claims table", tableName, CLAIMS_TABLE_NAME)
    .option("--json", "print one JSON object");
}

async function list(options: Options): Promise<void> {
  const claims = await listClaims({ client: dynamoDB(options), table: options.table, clock });
  const rows = claims.map((claim) => ({
    number: shown(claimNumber(claim.key), options),
    queue: claimQueue(claim.key) ?? null,
    contactId: claim.contactId,
    callbackContactId: claim.callbackContactId ?? null,
    createdAt: new Date(claim.createdAt).toISOString(),
    expiresAt: new Date(claim.ttl * 1000).toISOString(),
  }));
  if (options.json) return console.log(JSON.stringify({ claims: rows }));
  if (rows.length === 0) return console.log("Nobody waits for a call back.");
  const now = clock.now();
  const cells = claims.map((claim, index) => [
    rows[index]?.number ?? "",
    rows[index]?.queue ?? style.quiet("any"),
    span(now - claim.createdAt),
    claim.callbackContactId ?? style.quiet("not created yet"),
    `in ${span(claim.ttl * 1000 - now)}`,
  ]);
  console.log(table(["number", "queue", "waiting", "callback contact", "expires"], cells));
}

async function clear(text: string, options: Options): Promise<void> {
  const key = keyArgument(numberArgument(text), options.queue);
  const store = { client: dynamoDB(options), table: options.table };
  const outcome = await clearClaim(store, { key, rootContactId: "", force: true });
  const message = outcome === "cleared" ? "NUMBER_CLEARED" : "NO_ACTION";
  if (options.json) return console.log(JSON.stringify({ result: "SUCCESS", message }));
  console.log(
    outcome === "cleared"
      ? `${style.good("✓")} the number is free`
      : "Nothing was claimed for this number.",
  );
}

function keyArgument(number: PhoneNumber, queue: string | undefined): string {
  try {
    return claimKey(number, queue);
  } catch (error) {
    if (error instanceof InvalidInputError) throw new RefusedError(`--${error.message}`);
    throw error;
  }
}
