import { describe, expect, it } from "vitest";
import { aFlowEvent } from "../../../test/factories/flow-event.ts";
import { Centre, INSTANCE, MORNING, wayOf } from "../a-centre.ts";
import { aFlow, HANG_UP, says } from "../a-flow.ts";
import type { JsonObject } from "../language/json.ts";

function invokes(parameters: JsonObject = {}) {
  return aFlow({
    log: ["UpdateFlowLoggingBehavior", { FlowLoggingBehavior: "Enabled" }, { next: "ask" }],
    ask: [
      "InvokeLambdaFunction",
      {
        LambdaFunctionARN: "arn:aws:lambda:ap-southeast-2:123456789012:function:balance:live",
        InvocationTimeLimitSeconds: "8",
        ...parameters,
      },
      { next: "tell", NoMatchingError: "sorry" },
    ],
    tell: says("[$.External.amount] [$.External.account.currency]", "end"),
    sorry: says("Sorry: [$.External.amount]", "end"),
    end: HANG_UP,
  });
}

const JSON_ANSWER = { ResponseValidation: { ResponseType: "JSON" } };

describe("InvokeLambdaFunction", () => {
  it("sends the event Connect sends", async () => {
    const centre = new Centre({ functions: { balance: () => ({}) } });
    const LambdaInvocationAttributes = {
      account: "$.Attributes.account",
      unset: "$.External.unset",
    };
    const { contacts } = await centre.run(
      invokes({ LambdaInvocationAttributes }),
      {},
      {
        attributes: { account: "7" },
      },
    );
    const [event] = centre.invocations;
    const id = contacts[0]?.contactId;
    expect(event).toEqual({
      Name: "ContactFlowEvent",
      Details: {
        ContactData: {
          Attributes: { account: "7" },
          Channel: "VOICE",
          ContactId: id,
          CustomerEndpoint: { Address: "+6421555010", Type: "TELEPHONE_NUMBER" },
          CustomerId: null,
          Description: null,
          InitialContactId: id,
          InitiationMethod: "INBOUND",
          InstanceARN: INSTANCE.arn,
          LanguageCode: "en-US",
          MediaStreams: { Customer: { Audio: null } },
          Name: null,
          PreviousContactId: id,
          Queue: null,
          References: {},
          SystemEndpoint: { Address: "+10000000000", Type: "TELEPHONE_NUMBER" },
        },
        Parameters: { account: "7", unset: "" },
      },
    });
    const known = aFlowEvent({}) as { Details: { ContactData: object } };
    const sent = Object.keys(event?.Details.ContactData ?? {});
    expect(sent).toEqual(expect.arrayContaining(Object.keys(known.Details.ContactData)));
  });

  it.each([
    ["a flat map of texts", { amount: "12" }, {}, "[12] []"],
    [
      "any JSON, where the block says so",
      { amount: 12.5, account: { currency: "NZD" } },
      JSON_ANSWER,
      "[12.5] [NZD]",
    ],
    ["a list, to which nothing can refer by name", ["x"], JSON_ANSWER, "[] []"],
    ["a number under STRING_MAP", { amount: 12 }, {}, "Sorry: []"],
    ["an object under STRING_MAP", { amount: {} }, {}, "Sorry: []"],
    ["nothing under STRING_MAP", null, {}, "Sorry: []"],
    ["32 KB", { amount: "x".repeat(32 * 1024) }, JSON_ANSWER, "Sorry: []"],
  ])("takes %s", async (_, answer, parameters, heard) => {
    const centre = new Centre({ functions: { balance: () => answer } });
    const { trace } = await centre.run(invokes(parameters));
    expect(trace.heard).toEqual([heard]);
  });

  it("waits as long as the block says, and not a moment longer", async () => {
    const took = async (seconds: number, limit: string) => {
      const centre = new Centre({
        functions: {
          balance: () => centre.clock.sleep(1000 * seconds).then(() => ({ amount: "1" })),
        },
      });
      const { trace } = await centre.run(invokes({ InvocationTimeLimitSeconds: limit }));
      const [lambda] = trace.lambdas;
      return [lambda?.result, lambda?.tookMs];
    };
    expect(await took(2.9, "3")).toEqual(["success", 2900]);
    expect(await took(3.1, "3")).toEqual(["the function took too long", 3000]);
    expect(await took(30, "20")).toEqual(["the function took too long", 8000]);
  });

  it("is invoked up to four times where the function fails", async () => {
    let times = 0;
    const failing = (until: number) => () => {
      times += 1;
      if (times <= until) throw new Error("no");
      return { amount: "1" };
    };
    const run = async (until: number) => {
      times = 0;
      const { trace } = await new Centre({ functions: { balance: failing(until) } }).run(invokes());
      return [trace.heard[0], times];
    };
    expect(await run(3)).toEqual(["[1] []", 4]);
    expect(await run(9)).toEqual(["Sorry: []", 4]);
  });

  it("is not invoked again where the function is not there", async () => {
    const centre = new Centre();
    const result = await centre.run(invokes());
    expect(wayOf(result)).toContain("ask: NoMatchingError");
    expect(result.trace.warnings[0]).toContain("the invocation was refused: NotFound");
  });

  it("keeps nothing of an earlier answer", async () => {
    const flow = aFlow({
      one: [
        "InvokeLambdaFunction",
        { LambdaFunctionARN: "one" },
        { next: "two", NoMatchingError: "two" },
      ],
      two: [
        "InvokeLambdaFunction",
        { LambdaFunctionARN: "two" },
        { next: "tell", NoMatchingError: "tell" },
      ],
      tell: says("[$.External.a] [$.External.b]", "end"),
      end: HANG_UP,
    });
    const heard = async (two: () => unknown) => {
      const centre = new Centre({ functions: { one: () => ({ a: "1", b: "1" }), two } });
      return (await centre.run(flow)).trace.heard[0];
    };
    expect(await heard(() => ({ b: "2" }))).toBe("[] [2]");
    expect(await heard(() => ({ b: 2 }))).toBe("[] []");
  });

  it("goes on at once where it is asynchronous", async () => {
    const centre = new Centre({
      functions: { balance: () => centre.clock.sleep(50_000).then(() => ({ amount: "1" })) },
    });
    const flow = invokes({ InvocationType: "ASYNCHRONOUS" });
    const { trace } = await centre.run(flow);
    expect(trace.heard).toEqual(["[] []"]);
    expect(trace.path.at(-1)?.at).toBeLessThan(MORNING + 2_000);
    expect(centre.invocations).toHaveLength(1);
  });

  it("stops waiting when the customer hangs up; the function goes on", async () => {
    let finished = false;
    const centre = new Centre({
      functions: {
        balance: async () => {
          await centre.clock.sleep(5_000);
          finished = true;
          return {};
        },
      },
    });
    const result = await centre.run(invokes(), {
      connected: async (line) => {
        await centre.clock.sleep(1_000);
        line.hangUp();
      },
    });
    expect(result.disconnectReason).toBe("CUSTOMER_DISCONNECT");
    expect(result.contacts[0]?.disconnectedAt).toBe(MORNING + 1_000);
    expect(result.trace.path.at(-1)).toMatchObject({ identifier: "ask" });
    expect(result.trace.path.at(-1)?.branch).toBeUndefined();
    expect(finished).toBe(true);
  });

  it("warns of dead air: 20 s of functions without a word", async () => {
    const blocks = Object.fromEntries(
      ["a", "b", "c", "d"].map((name, i, all) => [
        name,
        [
          "InvokeLambdaFunction",
          { LambdaFunctionARN: "slow" },
          { next: all[i + 1] ?? "end", NoMatchingError: "end" },
        ] as const,
      ]),
    );
    const centre = new Centre({
      functions: { slow: () => centre.clock.sleep(6_000).then(() => ({})) },
    });
    const { trace } = await centre.run(aFlow({ ...blocks, end: HANG_UP }));
    expect(trace.warnings).toEqual([
      "functions have taken 24 s in a row: the caller hears nothing meanwhile",
    ]);
  });

  it("is in the flow log with its answer, or with Connect's words for an error", async () => {
    const logged = async (answer: unknown) => {
      const centre = new Centre({ functions: { balance: () => answer } });
      await centre.run(invokes({ ResponseValidation: { ResponseType: "STRING_MAP" } }));
      return centre.emissions.flowLogs.find(
        ({ ContactFlowModuleType }) => ContactFlowModuleType === "InvokeExternalResource",
      );
    };
    expect(await logged({ amount: "1" })).toMatchObject({
      Identifier: "ask",
      Parameters: { ResponseValidation: "ResponseType=STRING_MAP", TimeLimit: "8000" },
      ExternalResults: { amount: "1" },
    });
    const failed = await logged({ amount: 1 });
    expect(failed?.Results).toBe("The Lambda Function Returned An Error.");
    expect(failed).not.toHaveProperty("ExternalResults");
  });
});
