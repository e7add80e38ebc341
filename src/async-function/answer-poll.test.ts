import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { CALLER_IS_WAITING } from "../aws/client-limits.ts";
import { checkAnswer, type FlowAnswer } from "../connect/flow-answer.ts";
import { aFlowEvent, CONTACT, EXECUTIONS } from "./a-flow-event.ts";
import { TestRoom } from "./test-room.ts";
import { awsError, ok, type Reply, StepFunctionsServer } from "./test-server.ts";

const NAME = `${CONTACT}-0123456789abcdef01234567`;
const EXECUTION = `${EXECUTIONS}${NAME}`;
const ABSENT = awsError(400, "ExecutionDoesNotExist");
const server = new StepFunctionsServer(() => "drop");
let room: TestRoom;

beforeAll(() => server.listen());
afterAll(() => server.close());
beforeEach(() => {
  server.calls.length = 0;
  room = new TestRoom(server.client());
});

function poll(reply: Reply, parameters: Record<string, unknown> = {}): Promise<FlowAnswer> {
  server.reply = () => reply;
  return room.ask(aFlowEvent({ execution_id: EXECUTION, ...parameters }));
}

function succeeded(result: unknown): Reply {
  return ok({ status: "SUCCEEDED", output: JSON.stringify(result) });
}

describe("while it runs", () => {
  test.each(["RUNNING", "PENDING_REDRIVE"])("%s: sfn_result is empty", async (status) => {
    const answer = await poll(ok({ status }), { count: "1", count_max: "20" });
    expect(answer).toEqual({
      execution_id: EXECUTION,
      sfn_result: "",
      status: "RUNNING",
      error: "",
      count: "2",
      count_max: "20",
      count_comfort: "",
      comfort: "false",
    });
    expect(server.calls).toEqual([
      { operation: "DescribeExecution", input: { executionArn: EXECUTION } },
    ]);
    expect(room.noted).toEqual([
      { outcome: "AsyncRunning", identifiers: { contactId: CONTACT, executionName: NAME } },
    ]);
  });

  test("an execution that its description does not show yet is asked for once more", async () => {
    const replies = [ABSENT];
    server.reply = () => replies.shift() ?? ok({ status: "RUNNING" });
    const answer = await room.ask(aFlowEvent({ execution_id: EXECUTION }));
    expect(answer).toMatchObject({ sfn_result: "", status: "RUNNING", error: "" });
    expect(room.slept).toEqual([300]);
    expect(server.calls).toHaveLength(2);
  });

  test("an execution that is not there the second time either is a failure", async () => {
    expect(await poll(ABSENT)).toMatchObject({
      sfn_result: "FAILURE",
      status: "FAILED",
      error: "EXECUTION_NOT_FOUND",
    });
    expect(server.calls).toHaveLength(2);
  });
});

describe("when it succeeded", () => {
  test("the contract's example: flat, with the control keys intact", async () => {
    const result = { status: "x", count: "9", balance: { amount: 12.5 } };
    const answer = await poll(succeeded(result), { count: "2" });
    expect(answer).toEqual({
      execution_id: EXECUTION,
      sfn_result: "SUCCESS",
      status: "SUCCEEDED",
      error: "",
      count: "3",
      count_max: "",
      count_comfort: "",
      comfort: "false",
      balance_amount: "12.5",
      result_status: "x",
      result_count: "9",
    });
    expect(room.outcomes).toEqual(["AsyncSucceeded"]);
  });

  test.each([
    ["ready", "ready"],
    [[1, "b"], '[1,"b"]'],
    [null, "null"],
    [false, "false"],
    [12.5, "12.5"],
    ["", ""],
  ])("a result that is no object (%j) is returned as `result`", async (result, text) => {
    const answer = await poll(succeeded(result));
    expect(answer).toMatchObject({ sfn_result: "SUCCESS", result: text });
    expect(checkAnswer(answer)).toEqual([]);
  });

  test("a number that JavaScript does not have stays as it is written", async () => {
    const output = '{"account":12345678901234567890,"all":[9007199254740993],"rate":1.50}';
    expect(await poll(ok({ status: "SUCCEEDED", output }))).toMatchObject({
      account: "12345678901234567890",
      all: "[9007199254740993]",
      rate: "1.5",
    });
    const alone = await poll(ok({ status: "SUCCEEDED", output: "12345678901234567890" }));
    expect(alone).toMatchObject({ result: "12345678901234567890" });
  });

  test.each([
    ["one text", { text: "x".repeat(32_768) }],
    ["many bytes in few characters", { text: "€".repeat(11_000) }],
    ["much to escape", { text: "\n".repeat(17_000) }],
    ["an array nested thousands deep", JSON.parse("[".repeat(9_000) + "]".repeat(9_000))],
  ])(
    "too large for Connect (%s): RESULT_TOO_LARGE and none of the result",
    async (_name, result) => {
      const text =
        typeof result === "object" && Array.isArray(result)
          ? "[".repeat(9_000) + "]".repeat(9_000)
          : JSON.stringify(result);
      const answer = await poll(ok({ status: "SUCCEEDED", output: text }));
      expect(answer).toMatchObject({
        execution_id: EXECUTION,
        sfn_result: "FAILURE",
        status: "SUCCEEDED",
        error: "RESULT_TOO_LARGE",
      });
      expect(Object.keys(answer)).toHaveLength(8);
      expect(room.outcomes).toEqual(["AsyncResultTooLarge"]);
    },
  );

  test("the largest answer Connect takes is given", async () => {
    const empty = await poll(succeeded({ text: "" }));
    const spare = 32_767 - Buffer.byteLength(JSON.stringify(empty));
    expect(await poll(succeeded({ text: "x".repeat(spare) }))).toMatchObject({
      sfn_result: "SUCCESS",
    });
    expect(await poll(succeeded({ text: "x".repeat(spare + 1) }))).toMatchObject({
      sfn_result: "FAILURE",
    });
  });
});

describe("when it failed", () => {
  test.each([
    ["FAILED", "AccountNotFound", "AccountNotFound", "AsyncFailed"],
    ["FAILED", "States.DataLimitExceeded", "RESULT_TOO_LARGE", "AsyncResultTooLarge"],
    ["TIMED_OUT", undefined, "States.Timeout", "AsyncTimedOut"],
    ["ABORTED", undefined, "", "AsyncAborted"],
    ["ABORTED", "Operator", "Operator", "AsyncAborted"],
  ])("%s with %s: the error is %j", async (status, given, error, outcome) => {
    const answer = await poll(ok({ status, error: given, cause: "+6421555010 is unknown" }));
    expect(answer).toMatchObject({ execution_id: EXECUTION, sfn_result: "FAILURE", status, error });
    expect(JSON.stringify(answer)).not.toContain("unknown");
    expect(room.outcomes).toEqual([outcome]);
  });
});

describe("when it cannot be asked", () => {
  const passing: [string, Reply][] = [
    ["throttled", awsError(400, "ThrottlingException")],
    ["throttled by the key", awsError(400, "KmsThrottlingException")],
    ["too many", { status: 429, body: {} }],
    ["out of order", awsError(500, "InternalFailure")],
    ["behind a broken proxy", { status: 503, body: "<html>" }],
    ["cut off", "drop"],
    ["silent", "hang"],
  ];
  test.each(passing)("%s: still running, so that the flow asks again", async (_name, reply) => {
    room = new TestRoom(server.client(1, 60));
    expect(await poll(reply)).toMatchObject({
      execution_id: EXECUTION,
      sfn_result: "",
      status: "RUNNING",
      error: "POLL_FAILED",
    });
    expect(room.outcomes).toEqual(["AsyncPollFailed"]);
  });

  const final: [string, Reply][] = [
    ["denied", awsError(400, "AccessDeniedException")],
    ["denied by the key", awsError(400, "KmsAccessDeniedException")],
    ["malformed", awsError(400, "ValidationException")],
    ["a success without its result", ok({ status: "SUCCEEDED" })],
    ["a result that is not JSON", ok({ status: "SUCCEEDED", output: "{" })],
  ];
  test.each(final)("%s: a failure at once", async (_name, reply) => {
    expect(await poll(reply)).toMatchObject({
      execution_id: EXECUTION,
      sfn_result: "FAILURE",
      status: "FAILED",
      error: "POLL_FAILED",
    });
    expect(room.noted).toMatchObject([
      { outcome: "AsyncPollFailed", identifiers: { contactId: CONTACT, executionName: NAME } },
    ]);
  });

  test("nobody to talk to at all: still running", async () => {
    const gone = new StepFunctionsServer(() => "drop");
    await gone.listen();
    room = new TestRoom(gone.client());
    await gone.close();
    expect(await poll("drop")).toMatchObject({ sfn_result: "", error: "POLL_FAILED" });
  });

  test("the SDK's own repeats come first", async () => {
    const replies: Reply[] = ["drop", awsError(400, "ThrottlingException")];
    server.reply = () => replies.shift() ?? ok({ status: "RUNNING" });
    room = new TestRoom(server.client(CALLER_IS_WAITING.maxAttempts));
    expect(await room.ask(aFlowEvent({ execution_id: EXECUTION }))).toMatchObject({ error: "" });
  });
});

describe("an execution id is accepted only if it is ours and this chain's", () => {
  test.each([
    ["another contact's", EXECUTION.replace(CONTACT, "ffffffff-bbbb-cccc-dddd-eeeeeeeeeeee")],
    ["another machine's", EXECUTION.replace(":linekeeper-async-function:", ":payroll:")],
    ["another account's", EXECUTION.replace("123456789012", "999999999999")],
    ["a name alone", NAME],
    ["a name with something before the root", EXECUTION.replace(CONTACT, `x-${CONTACT}`)],
    ["a name that goes on", `${EXECUTION}0`],
    ["a name in capitals", EXECUTION.toUpperCase()],
    ["an id and a line", `${EXECUTION}\n`],
    ["a number", 7],
    ["an object", { execution_id: EXECUTION }],
    ["something hostile", "<script>"],
  ])("%s is refused, not echoed, and asks nobody", async (_name, execution_id) => {
    const answer = await poll(succeeded({ secret: "s" }), { execution_id });
    expect(answer).toMatchObject({
      execution_id: "",
      sfn_result: "FAILURE",
      status: "FAILED",
      error: "INVALID_EXECUTION_ID",
      count: "1",
    });
    expect(server.calls).toEqual([]);
    expect(room.noted).toEqual([
      { outcome: "AsyncExecutionRefused", identifiers: { contactId: CONTACT } },
    ]);
  });

  test("a later contact of the same chain may ask", async () => {
    server.reply = () => succeeded({ ok: true });
    const later = aFlowEvent({ execution_id: EXECUTION }, { ContactId: "transferred" });
    expect(await room.ask(later)).toMatchObject({ sfn_result: "SUCCESS", ok: "true" });
  });
});
