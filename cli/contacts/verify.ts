import { GetQueueUrlCommand } from "@aws-sdk/client-sqs";
import type { Command } from "commander";
import { LOCAL_INSTANCE, LOCAL_RECORDINGS } from "../../local/instance.ts";
import { ConfigurationError } from "../../src/aws/errors.ts";
import { instanceIdOf } from "../../src/aws/instance-id.ts";
import type { Outcomes } from "../../src/aws/outcomes.ts";
import { TokenBucket } from "../../src/aws/token-bucket.ts";
import type { CheckRoom } from "../../src/recordings/check.ts";
import { VERDICTS } from "../../src/recordings/contact-state.ts";
import { parseEnrol, parsePrefix, sweepVariables } from "../../src/recordings/settings.ts";
import { verifyNow } from "../../src/recordings/show.ts";
import { EXIT, RefusedError } from "../exit.ts";
import { connect, reaching, s3, sqs } from "../target.ts";
import { drawContact } from "./drawing.ts";
import { type ContactsOptions, contactIdArgument, contactsOptions, ledgerOf } from "./options.ts";

interface Options extends ContactsOptions {
  readonly instance?: string;
  readonly bucket?: string;
  readonly prefix?: string;
  readonly queue: string;
  readonly graceSeconds: string;
}

/** What is done here is told here: the metrics are those of the functions. */
const UNHEARD: Outcomes = { record() {}, failed() {}, publish() {} };

/** `linekeeper contacts verify` */
export function verifyCommand(): Command {
  return contactsOptions("verify")
    .description("look for one contact's recording now, and note what is found")
    .argument("<contactId>", "", contactIdArgument)
    .option("--instance <arn>", "the Connect instance; with --aws it must be given")
    .option("--bucket <name>", "bucket of the recordings; with --aws it must be given")
    .option("--prefix <folders>", "what their keys begin with; with --aws it must be given")
    .option(
      "--queue <name>",
      "reconciliation's request queue, by which a missing recording is asked for; '' for nobody",
      "linekeeper-reconciliation-requests",
    )
    .option(
      "--grace-seconds <seconds>",
      "how long after the disconnect a recording may take",
      sweepVariables.RECORDING_GRACE_SECONDS.default,
    )
    .action((id: string, options: Options) =>
      reaching(options, "DYNAMODB", () => verify(id, options)),
    );
}

async function verify(contactId: string, options: Options): Promise<void> {
  const room = await roomOf(options);
  const row = await verifyNow(room, contactId);
  if (row === undefined) {
    console.log(options.json ? '{"contact":null}' : `${contactId} is not in the ledger.`);
    process.exitCode = EXIT.failed;
    return;
  }
  console.log(drawContact(row, room.clock.now(), options));
  if (row.verdict === VERDICTS.notRecorded) process.exitCode = EXIT.failed;
}

async function roomOf(options: Options): Promise<CheckRoom> {
  const { DESCRIBE_CONTACT_RATE, DESCRIBE_CONTACT_BURST, RECORDING_ENROL } = sweepVariables;
  const ledger = ledgerOf(options);
  return {
    ...ledger,
    enrol: parseEnrol(RECORDING_ENROL.default),
    graceSeconds: seconds(options.graceSeconds),
    outcomes: UNHEARD,
    connect: connect(options),
    instanceId: readable("instance", "a Connect instance's ARN", () =>
      instanceIdOf("--instance", given(options, "instance", LOCAL_INSTANCE.arn)),
    ),
    describeBudget: new TokenBucket(ledger.clock, {
      perSecond: Number(DESCRIBE_CONTACT_RATE.default),
      burst: Number(DESCRIBE_CONTACT_BURST.default),
    }),
    s3: s3(options),
    recordings: {
      bucket: given(options, "bucket", LOCAL_RECORDINGS.bucket),
      prefix: readable("prefix", "more than slashes", () =>
        parsePrefix(given(options, "prefix", LOCAL_RECORDINGS.prefix)),
      ),
    },
    sqs: sqs(options),
    reconciliationQueueUrl: await urlOf(options.queue, options),
  };
}

/** At the local stack there is one instance only. */
function given(options: Options, name: "instance" | "bucket" | "prefix", local: string): string {
  const value = options[name] ?? (options.aws ? undefined : local);
  if (value !== undefined) return value;
  throw new RefusedError(`with --aws, --${name} must be given`);
}

/** What reads a function's environment speaks of variables, which nobody has set here. */
function readable<T>(name: string, expected: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    throw new RefusedError(`--${name} must be ${expected}`);
  }
}

function seconds(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  throw new RefusedError(`--grace-seconds must be a whole number, got ${text}`);
}

async function urlOf(QueueName: string, options: Options): Promise<string> {
  if (QueueName === "") return "";
  const { QueueUrl } = await sqs(options).send(new GetQueueUrlCommand({ QueueName }));
  if (QueueUrl !== undefined) return QueueUrl;
  throw new RefusedError(`there is no queue ${QueueName}: name it with --queue`);
}
