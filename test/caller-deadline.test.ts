import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { ANSWER_WITHIN_MS } from "../src/aws/client-limits.ts";
import { aFlowEvent } from "./factories/flow-event.ts";
import { INSTANCE_ARN } from "./factories/instance.ts";
import { openStallingEndpoint, type StallingEndpoint } from "./stalling-endpoint.ts";
import { captureLines } from "./written-lines.ts";

/** The functions that a caller waits for, as they are deployed. */
type Handler = (event: unknown) => Promise<unknown>;

const MACHINE = "arn:aws:states:us-east-1:111111111111:stateMachine:look-up";
const callback_number = "+61491570156";
const handlers: Record<string, Handler> = {};

let endpoint: StallingEndpoint;
beforeAll(async () => {
  endpoint = await openStallingEndpoint("stops");
  Object.assign(process.env, {
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
    AWS_ENDPOINT_URL: endpoint.url,
    CALLBACK_TABLE: "claims",
    TRACKER_TABLE: "trackers",
    STATE_MACHINE_ARN: MACHINE,
    CONNECT_INSTANCE_ARN: INSTANCE_ARN,
  });
  const claims = await import("../src/callbacks/callbacks.lambda.ts");
  const cancel = await import("../src/callbacks/callbacks-cancel.lambda.ts");
  const check = await import("../src/trackers/trackers-check.lambda.ts");
  const async = await import("../src/async-function/async-function.lambda.ts");
  handlers["set"] = claims.set_handler;
  handlers["clear"] = claims.clear_handler;
  handlers["cancel"] = cancel.handler;
  handlers["check"] = check.handler;
  handlers["async"] = async.handler;
  captureLines();
}, 60_000);
afterAll(() => endpoint.close());
afterEach(() => {
  vi.restoreAllMocks();
});

const BROKEN = { result: "FAIL", message: "ERROR_ENCOUNTERED" };
const contact = aFlowEvent().Details.ContactData;
const execution = `${MACHINE.replace("stateMachine", "execution")}:${contact.InitialContactId}-${"0".repeat(24)}`;

test.each([
  ["set", { callback_number }, { ...BROKEN, duplicate: "false" }],
  ["clear", { callback_number }, BROKEN],
  ["cancel", { callback_number }, BROKEN],
  ["check", {}, { ...BROKEN, tracker_found: "false" }],
  ["check", { action: "take" }, { ...BROKEN, tracker_found: "false" }],
  ["check", { action: "clear" }, { ...BROKEN, tracker_found: "false" }],
  ["async", {}, { sfn_result: "FAILURE", error: "START_FAILED" }],
  ["async", { execution_id: execution }, { sfn_result: "", error: "POLL_FAILED" }],
])(
  "%s %j: an answer that stops in the middle leaves the caller an answer in time",
  async (name, parameters, expected) => {
    const { calls } = endpoint;
    const time = new AbortController();
    const deadline = vi.spyOn(AbortSignal, "timeout").mockReturnValue(time.signal);
    const answer = handlers[name]?.(aFlowEvent(parameters, contact));
    expect(deadline).toHaveBeenCalledWith(ANSWER_WITHIN_MS);
    await until(() => endpoint.calls > calls);
    time.abort();
    expect(await answer).toMatchObject(expected);
    // Not by giving up, which takes three attempts.
    expect(endpoint.calls).toBe(calls + 1);
  },
);

/** Turns of the event loop until it is so. */
async function until(so: () => boolean): Promise<void> {
  while (!so()) await new Promise((resolve) => setImmediate(resolve));
}
