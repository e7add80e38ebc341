import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { INSTANCE_ARN, REGION } from "../../test/factories/instance.ts";

const ENVIRONMENT = {
  AWS_REGION: REGION,
  CONTACT_TABLE: "contacts",
  CONNECT_INSTANCE_ARN: INSTANCE_ARN,
  RECORDINGS_BUCKET: "amazon-connect-recordings",
  RECORDINGS_PREFIX: "connect/demo-bank/CallRecordings",
  RECORDING_POISON_QUEUE_URL: "http://127.0.0.1:1/1/poison",
  SWEEP_STATE_MACHINE_ARN: `arn:aws:states:${REGION}:111122223333:stateMachine:sweep`,
};

beforeEach(() => {
  vi.resetModules();
  for (const [name, value] of Object.entries(ENVIRONMENT)) vi.stubEnv(name, value);
});
afterEach(() => {
  vi.unstubAllEnvs();
});

it.each([
  ["recordings-flow-log", "CONTACT_TABLE", ""],
  ["recordings-flow-log", "RECORDING_POISON_QUEUE_URL", ""],
  ["recordings-flow-log", "RECORDING_BLOCKS", "Set Recording,"],
  ["recordings-contact-event", "CONNECT_INSTANCE_ARN", ""],
  ["recordings-contact-event", "RECORDING_ENROL", "everybody"],
  ["recordings-object-created", "RECORDINGS_BUCKET", ""],
  ["recordings-object-created", "RECORDINGS_PREFIX", "//"],
  ["recordings-sweep", "RECORDING_GRACE_SECONDS", "15 minutes"],
  ["recordings-sweep", "CONNECT_INSTANCE_ARN", "demo-bank"],
  ["recordings-sweep", "DESCRIBE_CONTACT_RATE", "0"],
  ["recordings-sweep-start", "SWEEP_STATE_MACHINE_ARN", ""],
])("%s does not start with a bad %s, and names it", async (name, variable, value) => {
  vi.stubEnv(variable, value);
  await expect(import(`./${name}.lambda.ts`)).rejects.toThrow(`Environment variable ${variable} `);
});

it.each([
  "recordings-flow-log",
  "recordings-contact-event",
  "recordings-object-created",
  "recordings-sweep",
  "recordings-sweep-start",
])("%s starts with what it needs, and the defaults", async (name) => {
  const { handler } = await import(`./${name}.lambda.ts`);
  expect(handler).toBeTypeOf("function");
});
