import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { CALLER_IS_WAITING } from "../aws/client-limits.ts";
import { checkAnswer } from "../connect/flow-answer.ts";
import { aFlowEvent, CONTACT, EXECUTIONS, MACHINE } from "./a-flow-event.ts";
import { TestRoom } from "./test-room.ts";
import { awsError, type Reply, StepFunctionsServer, startOnce } from "./test-server.ts";

const open = new Map<string, string>();
const server = new StepFunctionsServer((call) => startOnce(open, call));
let room: TestRoom;

beforeAll(() => server.listen());
afterAll(() => server.close());
beforeEach(() => {
  open.clear();
  server.calls.length = 0;
  server.reply = (call) => startOnce(open, call);
  room = new TestRoom(server.client());
});

const NOTHING_STARTED = { execution_id: "", sfn_result: "FAILURE", status: "FAILED" };

describe("the first call of a flow's loop", () => {
  test("starts the wrapped function with the event, without our parameters, and says so", async () => {
    const answer = await room.ask(
      aFlowEvent({ account: "7", count: "0", count_max: "20", count_comfort: "", request_id: "1" }),
    );
    const [name = ""] = open.keys();
    expect(answer).toEqual({
      execution_id: `${EXECUTIONS}${name}`,
      sfn_result: "",
      status: "RUNNING",
      error: "",
      count: "1",
      count_max: "20",
      count_comfort: "",
      comfort: "false",
    });
    expect(checkAnswer(answer)).toEqual([]);
    expect(server.calls).toHaveLength(1);
    expect(server.calls[0]?.input["stateMachineArn"]).toBe(MACHINE);
    expect(JSON.parse(open.get(name) ?? "")).toEqual(aFlowEvent({ account: "7" }));
    expect(room.noted).toEqual([
      { outcome: "AsyncStarted", identifiers: { contactId: CONTACT, executionName: name } },
    ]);
    expect(room.published).toBe(1);
  });

  test("starts with every parameter empty, as Connect sends unset attributes", async () => {
    const empty = { execution_id: "", request_id: "", count: "", count_max: "", count_comfort: "" };
    const answer = await room.ask(aFlowEvent(empty));
    expect(answer).toMatchObject({ sfn_result: "", status: "RUNNING", count: "1", count_max: "" });
    expect(await room.ask(aFlowEvent())).toEqual(answer);
    expect(open.size).toBe(1);
  });

  test("passes on what is not ours, `__proto__` among it, and an event without parameters", async () => {
    const parameters = JSON.parse('{"__proto__":{"a":1},"status":"open","count":2,"x":[1,{}]}');
    await room.ask(aFlowEvent(parameters));
    const [input = ""] = open.values();
    expect(JSON.stringify(JSON.parse(input).Details.Parameters)).toBe(
      '{"__proto__":{"a":1},"status":"open","x":[1,{}]}',
    );
    const bare = { Details: { ContactData: { ContactId: CONTACT }, Parameters: null } };
    await room.ask(bare);
    expect(JSON.parse([...open.values()][1] ?? "")).toEqual(bare);
  });
});

describe("starting is idempotent", () => {
  test("50 concurrent starts of one request start one execution", async () => {
    const event = aFlowEvent({ account: "7", request_id: "1" });
    const answers = await Promise.all(Array.from({ length: 50 }, () => room.ask(event)));
    expect(open.size).toBe(1);
    // On a starved machine a start may run into its real-time limit and say so; never another one.
    const started = answers.filter(({ error }) => error !== "START_FAILED");
    expect(new Set(started.map((answer) => JSON.stringify(answer))).size).toBe(1);
  });

  test("an execution that is over, or was begun with other attributes, is found again", async () => {
    const first = await room.ask(aFlowEvent({ account: "7" }));
    const again = await room.ask(aFlowEvent({ account: "7" }, { Attributes: { later: "1" } }));
    expect(again).toEqual(first);
    expect(room.outcomes).toEqual(["AsyncStarted", "AsyncAlreadyStarted"]);
  });

  test("another request id, parameter or chain is another execution; a transfer is not", async () => {
    const question = { account: "7", request_id: "1" };
    for (const event of [
      aFlowEvent(question),
      aFlowEvent({ ...question, count: "3", count_comfort: "2" }),
      aFlowEvent(question, { ContactId: "transferred" }),
      aFlowEvent({ ...question, request_id: "2" }),
      aFlowEvent({ ...question, account: "8" }),
      aFlowEvent(question, { ContactId: "other", InitialContactId: null }),
    ]) {
      await room.ask(event);
    }
    expect(open.size).toBe(4);
    for (const name of open.keys()) expect(name).toMatch(/^([0-9a-f-]{36}|other)-[0-9a-f]{24}$/);
  });
});

describe("when it cannot start", () => {
  const failures: [string, Reply][] = [
    ["throttled", awsError(400, "ThrottlingException")],
    ["out of order", awsError(500, "InternalFailure")],
    ["denied", awsError(400, "AccessDeniedException")],
    ["cut off", "drop"],
    ["silent", "hang"],
  ];
  test.each(failures)("%s: the flow hears START_FAILED", async (_name, reply) => {
    server.reply = () => reply;
    room = new TestRoom(server.client(1, 60));
    const answer = await room.ask(aFlowEvent({ count: "4", count_comfort: "5" }));
    expect(answer).toMatchObject({ ...NOTHING_STARTED, error: "START_FAILED" });
    expect(answer).toMatchObject({ count: "5", comfort: "true" });
    expect(room.noted).toMatchObject([
      { outcome: "AsyncStartFailed", identifiers: { contactId: CONTACT } },
    ]);
    expect(room.noted[0]?.error).toBeInstanceOf(Error);
    expect(room.published).toBe(1);
  });

  test("a start that only seemed to fail is repeated by the SDK and starts one execution", async () => {
    const replies: Reply[] = [awsError(500, "InternalFailure"), "drop"];
    server.reply = (call) => {
      const answer = startOnce(open, call);
      return replies.shift() ?? answer;
    };
    room = new TestRoom(server.client(CALLER_IS_WAITING.maxAttempts));
    expect(await room.ask(aFlowEvent())).toMatchObject({ status: "RUNNING" });
    expect(server.calls).toHaveLength(3);
    expect(open.size).toBe(1);
  });

  test.each([
    ["text", "é".repeat(131_072)],
    ["nesting", JSON.parse("[".repeat(100_000) + "]".repeat(100_000))],
    [
      "deep parameters of moderate size",
      JSON.parse(`${'{"a":'.repeat(9_000)}1${"}".repeat(9_000)}`),
    ],
  ])(
    "too much %s for an execution's input: INPUT_TOO_LARGE, without a call",
    async (_name, value) => {
      const answer = await room.ask(aFlowEvent({ value }));
      expect(answer).toMatchObject({ ...NOTHING_STARTED, error: "INPUT_TOO_LARGE" });
      expect(room.outcomes).toEqual(["AsyncInputTooLarge"]);
      expect(server.calls).toEqual([]);
    },
  );

  test("the largest input Step Functions takes is sent", async () => {
    const spare = 262_144 - Buffer.byteLength(JSON.stringify(aFlowEvent({ value: "" })));
    await room.ask(aFlowEvent({ value: "x".repeat(spare) }));
    await room.ask(aFlowEvent({ value: "x".repeat(spare + 1) }));
    expect(room.outcomes).toEqual(["AsyncStarted", "AsyncInputTooLarge"]);
  });

  test.each([
    ["no event", null],
    ["no contact", { Details: { Parameters: {} } }],
    ["an id that cannot be part of a name", aFlowEvent({}, { ContactId: "a:b" })],
    ["a root that cannot be one", aFlowEvent({}, { InitialContactId: "x".repeat(51) })],
  ])("%s: INVALID_CONTACT, without a call", async (_name, event) => {
    const answer = await room.ask(event);
    expect(answer).toMatchObject({ ...NOTHING_STARTED, error: "INVALID_CONTACT", count: "1" });
    expect(room.outcomes).toEqual(["AsyncContactInvalid"]);
    expect(server.calls).toEqual([]);
  });
});
