import type { LocalClock } from "../../clock/clock.ts";
import { openDynamo } from "../dynamodb.ts";
import { Faults } from "../faults/faults.ts";
import { type JsonService, ServiceError } from "../service.ts";
import { Sqs } from "../sqs/sqs.ts";
import { type Door, type DoorOptions, openDoor } from "./door.ts";
import type { LambdaInvoke } from "./invoke.ts";
import type { BehindTheDoor } from "./serve.ts";

export interface TestOptions extends Partial<Omit<DoorOptions, "services" | "clock">> {
  readonly services?: Partial<BehindTheDoor>;
}

/** A door for tests, and what is behind it. */
export interface TestDoor extends Door {
  readonly faults: Faults;
  /** Has one queue, `work`. */
  readonly sqs: Sqs;
  /** What Lambda was asked for: name, payload, options. */
  readonly invoked: unknown[];
  /** The bugs that the door reported. */
  readonly unexpected: unknown[];
  /** For an SDK client that makes one attempt. */
  readonly settings: {
    readonly endpoint: string;
    readonly region: string;
    readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
    readonly maxAttempts: number;
  };
}

/**
 * Opens a door on any free port: dynalite, SQS, a stand-in for Step Functions, and functions that
 * return what they are given, but for `broken` (fails), `sleeper` (takes a minute) and `nobody`
 * (does not exist).
 */
export async function aDoor(clock: LocalClock, options: TestOptions = {}): Promise<TestDoor> {
  const faults = options.faults ?? new Faults();
  const sqs = new Sqs({ clock, region: "ap-southeast-2", account: "123456789012" });
  sqs.createQueue({ name: "work", visibilityTimeoutSeconds: 30 });
  const invoked: unknown[] = [];
  const unexpected: unknown[] = [];
  const services = {
    dynamodb: openDynamo().handle,
    states: STATES,
    sqs,
    lambda: functions(clock, invoked),
    ...options.services,
  };
  const door = await openDoor({
    port: 0,
    unexpected: (error) => unexpected.push(error),
    ...options,
    clock,
    faults,
    services,
  });
  sqs.baseUrl = door.url;
  const settings = {
    endpoint: door.url,
    region: "ap-southeast-2",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
    maxAttempts: 1,
  };
  return { ...door, faults, sqs, invoked, unexpected, settings };
}

/** As much of Step Functions as the door can tell apart. */
const STATES: JsonService = {
  operations: {
    StartExecution: (input: { stateMachineArn: string; name: string }) => ({
      executionArn: `${input.stateMachineArn}:${input.name}`,
      startDate: 1_767_600_000,
    }),
    DescribeExecution: () => {
      throw new ServiceError("ExecutionDoesNotExist", "no such execution");
    },
    ListExecutions: () => {
      throw new TypeError("a bug");
    },
  },
};

function functions(clock: LocalClock, invoked: unknown[]): LambdaInvoke {
  return async (name, payload, options) => {
    invoked.push([name, payload, options]);
    if (name === "nobody") {
      throw new ServiceError("ResourceNotFoundException", "Function not found: nobody", 404);
    }
    if (name === "sleeper") await clock.run("sleeper", () => clock.sleep(60_000));
    if (name !== "broken") return { payload, log: `${"x".repeat(5_000)}end` };
    return { payload: '{"errorType":"Error"}', functionError: "Unhandled", log: "" };
  };
}
