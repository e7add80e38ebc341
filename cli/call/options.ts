import { type Command, Option } from "commander";
import type { Dialling } from "../../local/bank-line/telephone/telephone-line.ts";
import { parsePhoneNumber } from "../../src/connect/phone-number.ts";
import { RefusedError } from "../exit.ts";

export interface CallOptions {
  readonly from: string;
  readonly keys?: string;
  readonly json?: boolean;
  readonly stub?: readonly string[];
  readonly attribute?: readonly string[];
  readonly flows?: readonly string[];
  /** Seconds. */
  readonly agentAfter: number | "never";
  readonly seed: number;
}

/** Long enough to be offered a callback. */
const AGENT_AFTER_SECONDS = 60;

const MOST_SECONDS = 3_600;

/** Adds the options of `linekeeper call`. */
export function withCallOptions(command: Command): Command {
  const several = (text: string, before: readonly string[] = []) => [...before, text];
  return command
    .addOption(
      new Option("--from <number>", "who calls: E.164, or anonymous")
        .argParser(callerIn)
        .default("+6421555010"),
    )
    .option("--keys <script>", "play a script at once, in place of a person; see below")
    .option("--json", "with --keys: print one JSON object")
    .option(
      "--stub <type=branch>",
      "how an action ends that is not simulated: its type or identifier, and NextAction, an error type or a result (repeatable)",
      several,
    )
    .option("--attribute <name=value>", "a contact attribute to begin with (repeatable)", several)
    .option("--flows <directory>", "further flows, by file name (repeatable)", several)
    .addOption(
      new Option(
        "--agent-after <seconds>",
        "who is in the queue waits so long for an agent; or never",
      )
        .argParser(secondsIn)
        .default(AGENT_AFTER_SECONDS),
    )
    .addOption(new Option("--seed <seed>", "seed of ids and delays").argParser(seedIn).default(1));
}

/** @throws RefusedError */
export function diallingOf({
  from,
  stub = [],
  attribute = [],
}: CallOptions): Omit<Dialling, "caller"> {
  return {
    from,
    stubs: Object.fromEntries(stub.map((text) => pairIn("--stub", "TYPE=BRANCH", text))),
    attributes: Object.fromEntries(
      attribute.map((text) => pairIn("--attribute", "NAME=VALUE", text)),
    ),
  };
}

function pairIn(option: string, form: string, text: string): readonly [string, string] {
  const equals = text.indexOf("=");
  if (equals <= 0) throw new RefusedError(`${option} must be ${form}, got ${text}`);
  return [text.slice(0, equals), text.slice(equals + 1)];
}

function callerIn(text: string): string {
  const number = text === "anonymous" ? text : parsePhoneNumber(text);
  if (number !== undefined) return number;
  throw new RefusedError(
    `--from must be in E.164, for example +6421555010, or anonymous; got ${text}`,
  );
}

function secondsIn(text: string): number | "never" {
  if (text === "never") return text;
  const seconds = Number(text);
  if (/^\d+$/.test(text) && seconds <= MOST_SECONDS) return seconds;
  throw new RefusedError(
    `--agent-after must be seconds from 0 to ${MOST_SECONDS}, or never; got ${text}`,
  );
}

function seedIn(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new RefusedError(`--seed must be a whole number of at most 9 digits, got ${text}`);
}
