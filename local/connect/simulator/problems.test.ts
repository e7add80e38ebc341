import { describe, expect, it } from "vitest";
import { aBank, BANK } from "../a-bank.ts";
import { Centre, eventTypes, MORNING, wayOf } from "../a-centre.ts";
import { aFlow, HANG_UP, says } from "../a-flow.ts";
import {
  CallerFailedError,
  CallTooLongError,
  EndlessFlowError,
  UnmodelledActionError,
} from "../flow/problem.ts";
import type { Flow } from "../language/flow.ts";

describe("what cannot be simulated", () => {
  const LEX: Flow = aFlow({
    bot: [
      "ConnectParticipantWithLexBot",
      { Text: "How can I help?", LexV2Bot: { AliasArn: "bot" } },
      { "=Balance": "tell", NoMatchingCondition: "end", NoMatchingError: "end" },
    ],
    tell: says("[$.Lex.Slots.account]", "end"),
    end: HANG_UP,
  });

  it("ends the call with an error that names the action; its contact ends like any other", async () => {
    const bank = aBank();
    const failed = bank.run(LEX);
    await expect(failed).rejects.toBeInstanceOf(UnmodelledActionError);
    await expect(failed).rejects.toThrow(
      'action "bot" of flow "main" is of type ConnectParticipantWithLexBot, which is not simulated',
    );
    await bank.clock.drive(() => bank.simulator.settled());
    expect(eventTypes(bank)).toEqual(["INITIATED", "DISCONNECTED", "COMPLETED"]);
    expect(bank.emissions.records).toHaveLength(1);
  });

  it.each([
    ["a result", "Balance", "bot: Equals Balance"],
    ["a result without a branch", "Other", "bot: NoMatchingCondition"],
    ["an error", "NoMatchingError", "bot: NoMatchingError"],
    ["an error without a branch", "InputTimeLimitExceeded", "bot: NoMatchingError"],
  ])("ends as it was declared, by %s", async (_, ends, way) => {
    const stubs = { ConnectParticipantWithLexBot: ends };
    expect(wayOf(await aBank().run(LEX, {}, { stubs }))[0]).toBe(way);
  });

  it("ends by an error of any name where the action has no results", async () => {
    const stubs = { InvokeLambdaFunction: "TimeLimitExceeded" };
    const bank = aBank();
    const result = await bank.run(BANK, { asked: (_, line) => line.press("1") }, { stubs });
    expect(wayOf(result)).toContain("lookup: NoMatchingError");
    expect(bank.invocations).toEqual([]);
  });

  it("ends by identifier before type, after its time, with what references then find", async () => {
    const stubs = {
      bot: { ends: "Balance", afterSeconds: 7, lex: { Slots: { account: "42" } } },
      ConnectParticipantWithLexBot: "NoMatchingError",
    };
    const { trace } = await aBank().run(LEX, {}, { stubs });
    expect(trace.heard).toEqual(["[42]"]);
    expect(trace.path[1]?.at).toBe(MORNING + 7_000);
  });

  it("is a flow that goes round without time or input: the loop is named", async () => {
    const flow = aFlow({
      begin: [
        "UpdateContactAttributes",
        { Attributes: { a: "1" } },
        { next: "one", NoMatchingError: "one" },
      ],
      one: [
        "Compare",
        { ComparisonValue: "$.Attributes.a" },
        { "=1": "two", NoMatchingCondition: "two" },
      ],
      two: ["UpdateContactRoutingBehavior", { QueuePriority: "1" }, { next: "one" }],
    });
    const failed = aBank().run(flow);
    await expect(failed).rejects.toBeInstanceOf(EndlessFlowError);
    await expect(failed).rejects.toMatchObject({ loop: ["main: one", "main: two"] });
  });

  it("may be a flow that only ever asks again: the call is as long as a call may be", async () => {
    const bank = new Centre({ settings: { longestCallSeconds: 600 } });
    const flow = aFlow({
      menu: ["GetParticipantInput", { Text: "Press 1." }, { InputTimeLimitExceeded: "menu" }],
    });
    const failed = bank.run(flow);
    await expect(failed).rejects.toBeInstanceOf(CallTooLongError);
    await expect(failed).rejects.toThrow(
      'the call still went on after 600 s: at "menu" of flow "main"',
    );
    await expect(failed).rejects.toMatchObject({ loop: ["main: menu"] });
  });

  it("is a caller that throws", async () => {
    const failed = aBank().run(BANK, {
      asked: () => {
        throw new TypeError("what?");
      },
    });
    await expect(failed).rejects.toBeInstanceOf(CallerFailedError);
    await expect(failed).rejects.toMatchObject({ cause: { message: "what?" } });
  });

  it("is a number nobody answers, and an action that is not there", async () => {
    const bank = aBank();
    expect(() => bank.simulator.call({ from: "+6421555010", caller: {} })).toThrow(
      "no flow answers",
    );
    await expect(bank.run(aFlow({ say: says("Hello.", "nowhere") }))).rejects.toThrow(
      'leads to an action "nowhere"',
    );
  });

  it("of a callback fails whoever waits for everything to settle", async () => {
    const bank = aBank();
    bank.simulator.resources.addQueue("outbound", { outboundWhisperFlow: "bot" });
    bank.simulator.resources.addFlow("bot", LEX);
    bank.simulator.addAgent({ username: "ana", queues: ["outbound"] });
    bank.simulator.addPhone("+6421555010", { rings: () => ({ answersAfterSeconds: 1 }) });
    const flow = aFlow({
      create: [
        "CreateCallbackContact",
        { QueueId: "outbound", InitialCallDelaySeconds: "5" },
        { next: "end", NoMatchingError: "end" },
      ],
      end: HANG_UP,
    });
    await expect(bank.run(flow)).rejects.toBeInstanceOf(UnmodelledActionError);
  });
});
