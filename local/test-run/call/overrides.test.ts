import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { aFlow, HANG_UP, says } from "../../connect/a-flow.ts";
import { ABank, messages } from "../a-bank.ts";
import { LINE_FLOW, SERVICE_QUEUE } from "../a-line.ts";
import {
  answering,
  begins,
  failing,
  HANGS_UP,
  hears,
  is,
  lookUpStarts,
  mocked,
  override,
  presses,
  queued,
} from "../a-test-case.ts";

const BOT = "arn:aws:lex:us-east-1:000000000000:bot-alias/b/a";

/** A flow that asks whether it is open, and one that asks a bot. */
const HOURS = aFlow({
  check: [
    "CheckHoursOfOperation",
    { HoursOfOperationId: "h" },
    { "=True": "open", "=False": "closed", NoMatchingError: "end" },
  ],
  open: says("We are open.", "end"),
  closed: says("We are closed.", "end"),
  end: HANG_UP,
});
const ASKS_BOT = aFlow({
  ask: [
    "ConnectParticipantWithLexBot",
    { Text: "How can I help?", LexV2Bot: { AliasArn: BOT } },
    { "=Balance": "balance", NoMatchingCondition: "end", NoMatchingError: "end" },
  ],
  balance: says("Your $.Lex.Slots.account are safe.", "end"),
  end: HANG_UP,
});

let bank: ABank;
beforeAll(async () => {
  bank = await ABank.open({ line: LINE_FLOW, hours: HOURS, bot: ASKS_BOT });
});

function startsAt(FlowId: string): object {
  return { entryPoint: { Type: "VOICE_CALL", VoiceCallEntryPointParameters: { FlowId } } };
}
afterAll(() => bank.close());

const QUEUE = ["TransferContactToQueue", { QueueId: SERVICE_QUEUE }] as const;
const MENU = "press 1";

/** When "Sorry" is said to its end, where the function fails at once. */
const SORRY_AT = 7_600;

describe("overrides", () => {
  it("take the place of one invocation each, in their order", async () => {
    const result = await bank.run([
      begins(override(answering({ amount: "1" })), override(answering({ amount: "2" }))),
      hears(MENU, presses(1)),
      hears("It is 1 dollars"),
      hears("Now it is 2 dollars"),
      hears("Goodbye"),
    ]);
    expect(messages(result)).toEqual([]);
  });

  it("added when an invocation starts are for the next one", async () => {
    const result = await bank.run([
      begins(override(answering({ amount: "1" }))),
      hears(MENU, presses(1)),
      lookUpStarts(override(failing("NoMatchingError"))),
      hears("It is 1 dollars"),
      hears("Sorry"),
    ]);
    expect(messages(result)).toEqual([]);
  });

  it.each([
    ["that is not flat", answering({ amount: { value: 1 } }), 0],
    ["that comes too late", answering({ amount: "1" }, 9), 8_000],
    ["of an error", failing("NoMatchingError"), 0],
    ["that never comes", failing("TimeLimitExceeded"), 8_000],
  ])("pass through the block: an answer %s is its Error branch", async (_, strategy, tookMs) => {
    const result = await bank.run([
      begins(override(strategy)),
      hears(MENU, presses(1)),
      hears("Sorry", HANGS_UP),
    ]);
    expect(messages(result)).toEqual([]);
    expect(result.callMs).toBe(SORRY_AT + tookMs);
  });

  it("fill a queue", async () => {
    const result = await bank.run([
      begins(override(failing("QueueAtCapacity"), ...QUEUE)),
      hears(MENU, presses(2)),
      queued(is("$.Queue.Name", "service")),
      hears("Too many people"),
    ]);
    expect(messages(result)).toEqual([]);
  });

  it("substitute a queue, and the test still sees the one that the flow names", async () => {
    const Strategy = { Type: "SubstituteResource", SubstituteArn: "no-such-queue" };
    const result = await bank.run([
      begins(override(Strategy, ...QUEUE)),
      hears(MENU, presses(2)),
      queued(is("$.Queue.Name", "service")),
      hears("Goodbye"),
    ]);
    expect(messages(result)).toEqual([]);
  });

  it.each([
    ["InHours", "We are open"],
    ["OutOfHours", "We are closed"],
  ])("of hours: %s", async (Value, heard) => {
    const result = await bank.run(
      [
        begins(override(mocked({ Value }), "CheckHoursOfOperation", { HoursOfOperationId: "h" })),
        hears(heard),
      ],
      { metadata: startsAt("hours") },
    );
    expect(messages(result)).toEqual([]);
    expect(result.uploadSafety.reasons.map(({ message }) => message)).toEqual([
      "hours cannot be mocked in Connect",
    ]);
  });

  it("of a bot: its intent chooses the branch, its slots can be said", async () => {
    const bot = { IntentName: "Balance", Slots: { account: "savings" } };
    const result = await bank.run(
      [
        begins(
          override(answering(bot), "ConnectParticipantWithLexBot", { LexV2Bot: { AliasArn: BOT } }),
        ),
        hears("savings", is("$.Lex.IntentName", "Balance")),
      ],
      { metadata: startsAt("bot") },
    );
    expect(messages(result)).toEqual([]);
  });

  it("that nothing used are a failure", async () => {
    const result = await bank.run([
      begins(override(answering({ amount: "1" }))),
      hears(MENU, HANGS_UP),
    ]);
    expect(messages(result)).toEqual([
      expect.stringMatching(/^nothing used the override of InvokeLambdaFunction .*:lookup$/),
    ]);
  });
});
