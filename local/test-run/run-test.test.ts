import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ABank, messages } from "./a-bank.ts";
import { LINE } from "./a-line.ts";
import {
  answering,
  begins,
  END_TEST,
  HANGS_UP,
  hears,
  hearsLike,
  is,
  logs,
  lookUpCompletes,
  lookUpStarts,
  override,
  presses,
  queued,
} from "./a-test-case.ts";

let bank: ABank;
beforeAll(async () => {
  bank = await ABank.open();
});
afterAll(() => bank.close());

const MENU = "press 1";

describe("messages", () => {
  it("may be spread over prompts, and none is heard twice", async () => {
    const spread = await bank.run([
      hears("the line. For your balance", presses(2)),
      queued(HANGS_UP),
    ]);
    expect(messages(spread)).toEqual([]);
    const twice = await bank.run([hears(MENU), hears("Welcome", HANGS_UP)]);
    expect(messages(twice)[0]).toBe('"o2": nobody said "Welcome"');
  });

  it("are compared by Similarity with a score that is told", async () => {
    const near = await bank.run([
      hearsLike("For balance press one. For someone press two.", HANGS_UP),
    ]);
    expect(near.passed).toBe(true);
    expect(near.alike).toEqual([{ observation: "o1", score: expect.closeTo(0.94, 1) }]);
    const far = await bank.run([hearsLike("For your credit card, say cards.", HANGS_UP)]);
    expect(messages(far)[0]).toMatch(
      /^"o1": nothing like "For your credit card, say cards." was said; the nearest was 0\.\d\d alike$/,
    );
  });

  it("with parity are one up to the next question, and results are there when observed", async () => {
    const mock = begins(override(answering({ amount: "1" })), override(answering({ amount: "2" })));
    const steps = (...more: readonly Parameters<ABank["run"]>[0][number][]) => [
      mock,
      hears("Welcome to the line. For your balance", presses(1)),
      ...more,
    ];
    const whole = hears("It is 1 dollars. Now it is 2 dollars. Goodbye.");
    expect((await bank.run(steps(whole), { parity: true })).passed).toBe(true);
    const split = await bank.run(steps(hears("It is 1"), hears("Now it is")), { parity: true });
    expect(messages(split)).toEqual(['"o4": nobody said "Now it is"']);
    const started = lookUpStarts(is("$.External.amount", ""));
    const completed = lookUpCompletes(is("$.External.amount", "2"));
    expect(
      (
        await bank.run(steps(lookUpCompletes(is("$.External.amount", "1")), completed), {
          parity: true,
        })
      ).failures,
    ).toEqual([]);
    expect((await bank.run(steps(started, whole), { parity: true })).failures).toEqual([]);
  });
});

describe("a test ends", () => {
  it("at an assertion that does not hold, and tells all of it", async () => {
    const result = await bank.run([
      hears("Welcome", is("$.Attributes.tier", "gold"), presses(1)),
      hears("It is"),
    ]);
    expect(messages(result)).toEqual([
      '"o1": expected $.Attributes.tier Equals "gold", and it is ""',
    ]);
    expect(result.transcript.at(-1)).toBe("0:01  disconnected: OTHER");
  });

  it("where it says so: before the queue, nobody waits", async () => {
    const result = await bank.run([hears(MENU, presses(2)), queued(END_TEST)], {
      sidecar: { expect: { disconnectReason: "OTHER" } },
    });
    expect(messages(result)).toEqual([]);
    expect(result.transcript.join()).not.toContain("queued");
  });

  it("before anything was said: the smallest test there is", async () => {
    const result = await bank.run([begins(END_TEST)]);
    expect(messages(result)).toEqual([]);
    expect(result.callMs).toBe(0);
  });

  it("when the call is over, and tells what was heard instead", async () => {
    const result = await bank.run([hears(MENU), hears("It is")]);
    const [failure] = result.failures;
    expect(failure?.message).toBe('"o2": nobody said "It is"');
    expect(failure?.details).toEqual([
      "heard instead:",
      '  0:10 "You said nothing."',
      '  0:11 "Goodbye."',
    ]);
  });

  it("after five minutes", async () => {
    const result = await bank.run([hears(MENU, presses(2)), queued()]);
    expect(messages(result)).toEqual([
      expect.stringMatching(/^the call still goes on after five minutes, at "/),
    ]);
    expect(result.callMs).toBe(300_000);
    expect(JSON.parse(result.records.at(-1)?.Record ?? "")).toMatchObject({
      CompletionReason: { Type: "TIMEOUT" },
    });
  });

  it.each([
    ["a flow that is not there", { VoiceCallEntryPointParameters: { FlowId: "none" } }, "none"],
    [
      "a number that leads nowhere",
      {
        VoiceCallEntryPointParameters: {
          SourcePhoneNumber: "+6421555010",
          DestinationPhoneNumber: "+6448300999",
        },
      },
      "no flow answers",
    ],
    [
      "a chat",
      { Type: "CHAT", ChatEntryPointParameters: { FlowId: LINE } },
      "chats are not simulated",
    ],
  ])("at once, with %s", async (_, entryPoint, told) => {
    const metadata = { entryPoint: { Type: "VOICE_CALL", ...entryPoint } };
    const result = await bank.run([hears(MENU)], { metadata });
    expect(messages(result)).toEqual([expect.stringContaining(told)]);
    expect(result.records.at(-1)?.Record).toContain("INITIALIZATION_FAILURE");
  });
});

it("initial attributes are there from the first event on; LogData tells values", async () => {
  const initializationData = JSON.stringify({ Attributes: { tier: "gold" } });
  const result = await bank.run(
    [
      begins(is("$.Attributes.tier", "gold")),
      hears(MENU, logs({ tier: "$.Attributes.tier", who: "$.CustomerEndpoint.Address" }), HANGS_UP),
    ],
    {
      metadata: {
        initializationData,
        entryPoint: {
          Type: "VOICE_CALL",
          VoiceCallEntryPointParameters: { FlowId: LINE },
        },
      },
    },
  );
  expect(messages(result)).toEqual([]);
  expect(result.logged).toEqual([{ tier: "gold", who: "+6421555010" }]);
});

const QUEUED = {
  ActionType: "TransferContactToQueue",
  ActionParameters: { QueueId: expect.stringMatching(/\/queue\/service$/) },
};

it("records have the shapes of Connect's own", async () => {
  const { records } = await bank.run([
    hears(MENU, is("$.Channel", "VOICE"), presses(2)),
    queued(HANGS_UP),
    hears("It is"),
  ]);
  const read = records.map(({ Record, Status, ObservationId }) => ({
    Status,
    ...(ObservationId && { ObservationId }),
    Record: JSON.parse(Record),
  }));
  expect(read).toMatchObject([
    {
      Status: "PASSED",
      Record: {
        Type: "INITIATION",
        EntryPoint: { Type: "VOICE_CALL", Parameters: { SourcePhoneNumber: "+6421555010" } },
      },
    },
    { Record: { Type: "EXECUTION_START", ContactId: expect.stringMatching(/^[0-9a-f-]{36}$/) } },
    {
      ObservationId: "o1",
      Record: {
        Type: "OBSERVATION",
        Identifier: "o1",
        Status: "PASSED",
        Event: { Type: "MessageReceived", Properties: { Text: MENU } },
        ExpectedUsage: { Type: "Exactly", Times: 1 },
        ActualUsage: { Times: 1 },
        Actions: [
          {
            Type: "Assert",
            Status: "PASSED",
            ExpectedParameters: { Namespace: "$.Channel", Operator: "Equals", Operand: "VOICE" },
            ActualParameters: { Namespace: "VOICE" },
          },
          { Type: "SendInstruction", Status: "PASSED" },
        ],
      },
    },
    { ObservationId: "o2", Status: "PASSED", Record: { Event: { Properties: QUEUED } } },
    {
      ObservationId: "o3",
      Status: "FAILED",
      Record: { Status: "FAILED", ActualUsage: { Times: 0 } },
    },
    {
      Status: "FAILED",
      Record: {
        Type: "COMPLETION",
        CompletionReason: { Type: "FAILURE", FailureReasons: ["OBSERVE_EVENT"] },
        ExecutionSummary: {
          TotalObservations: 3,
          PassedObservations: 2,
          FailedObservations: 1,
          SkippedObservations: 0,
        },
      },
    },
  ]);
});

it("ids are those of the seed and the test, whatever was run before", async () => {
  const file = bank.write([hears(MENU, HANGS_UP)]);
  const contactId = async (seed: number) => {
    const { records } = await bank.runFile(file, { seed });
    return JSON.parse(records[1]?.Record ?? "").ContactId as string;
  };
  const first = await contactId(1);
  const other = await contactId(2);
  expect([other === first, (await contactId(1)) === first]).toEqual([false, true]);
});
