import type { Declaration } from "../aws/environment.ts";
import { ConfigurationError } from "../aws/errors.ts";
import type { Enrol } from "./enrolment.ts";

const ledgerVariables = {
  CONTACT_TABLE: { kind: "text", meaning: "name of the contact ledger's table" },
  AWS_REGION: {
    kind: "text",
    meaning: "region of the table and of the Connect instance",
    default: "ap-southeast-2",
    setByLambda: true,
  },
  RECORDING_ENROL: {
    kind: "text",
    meaning:
      "`flow-log`: contacts with a recording block, and those that follow them; `every-agent-contact`: also every contact with an agent",
    default: "flow-log",
  },
  RECORDING_GRACE_SECONDS: {
    kind: "whole-number",
    meaning: "how long after the disconnect a recording may take",
    unit: "seconds",
    default: "900",
  },
} as const satisfies Declaration;

const RECORDING_POISON_QUEUE_URL = {
  kind: "text",
  meaning: "queue for log lines and events that can never be parsed",
} as const;

const CONNECT_INSTANCE_ARN = {
  kind: "text",
  meaning: "the Connect instance: its contacts are looked at, events of others are dropped",
} as const;

const bucketVariables = {
  RECORDINGS_BUCKET: { kind: "text", meaning: "bucket of the call recordings" },
  RECORDINGS_PREFIX: {
    kind: "text",
    meaning: "what their keys begin with, such as `connect/<instance-alias>/CallRecordings`",
  },
} as const satisfies Declaration;

/** What the function on the flow log reads from its environment. */
export const flowLogVariables = {
  ...ledgerVariables,
  RECORDING_POISON_QUEUE_URL,
  RECORDING_BLOCKS: {
    kind: "text",
    meaning: "names in the flow log of the blocks that set the recording behaviour, by commas",
    default: "SetRecordingBehavior",
  },
} as const satisfies Declaration;

/** What the function on contact events reads from its environment. */
export const contactEventVariables = {
  ...ledgerVariables,
  RECORDING_POISON_QUEUE_URL,
  CONNECT_INSTANCE_ARN,
} as const satisfies Declaration;

/** What the function on the recordings bucket reads from its environment. */
export const objectCreatedVariables = {
  ...ledgerVariables,
  ...bucketVariables,
  RECORDING_POISON_QUEUE_URL,
} as const satisfies Declaration;

/** What the function that starts the sweep reads from its environment. */
export const sweepStartVariables = {
  AWS_REGION: ledgerVariables.AWS_REGION,
  SWEEP_STATE_MACHINE_ARN: {
    kind: "text",
    meaning: "ARN of the sweep's state machine, without version or alias",
  },
} as const satisfies Declaration;

/** What the function behind the sweep's steps reads from its environment. */
export const sweepVariables = {
  ...ledgerVariables,
  ...bucketVariables,
  CONNECT_INSTANCE_ARN,
  RECONCILIATION_QUEUE_URL: {
    kind: "text",
    meaning: "queue that is asked to fetch a missing recording; empty: nobody is asked",
    default: "",
  },
  DESCRIBE_CONTACT_RATE: {
    kind: "whole-number",
    meaning: "calls of DescribeContact that the sweep may make; the account has this many in all",
    unit: "per second",
    default: "2",
  },
  DESCRIBE_CONTACT_BURST: {
    kind: "whole-number",
    meaning: "how many of them may come at once after a rest",
    unit: "calls",
    default: "5",
  },
} as const satisfies Declaration;

/** @throws ConfigurationError */
export function parseEnrol(text: string): Enrol {
  if (text === "flow-log" || text === "every-agent-contact") return text;
  throw new ConfigurationError(
    "RECORDING_ENROL",
    `must be flow-log or every-agent-contact, got "${text}"`,
  );
}

/** @throws ConfigurationError */
export function parseBlocks(text: string): ReadonlySet<string> {
  const names = text.split(",").map((name) => name.trim());
  if (names.every((name) => /^\w+$/.test(name))) return new Set(names);
  throw new ConfigurationError("RECORDING_BLOCKS", `must be names by commas, got "${text}"`);
}

/** The prefix without slashes around it. @throws ConfigurationError */
export function parsePrefix(text: string): string {
  const prefix = text.replace(/^\/+|\/+$/g, "");
  if (prefix !== "") return prefix;
  throw new ConfigurationError("RECORDINGS_PREFIX", `must be more than slashes, got "${text}"`);
}
