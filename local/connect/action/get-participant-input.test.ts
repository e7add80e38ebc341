import { describe, expect, it } from "vitest";
import { Centre, MORNING, wayOf } from "../a-centre.ts";
import { aFlow, HANG_UP, says } from "../a-flow.ts";
import type { Caller } from "../caller/caller.ts";
import { scriptedCaller } from "../caller/scripted-caller.ts";
import type { JsonObject } from "../language/json.ts";

const PROMPT = "Press one for yes.";

function menu(parameters: JsonObject = {}) {
  return aFlow({
    menu: [
      "GetParticipantInput",
      { Text: PROMPT, StoreInput: "False", InputTimeLimitSeconds: "5", ...parameters },
      {
        "=1": "yes",
        "=*": "yes",
        InputTimeLimitExceeded: "end",
        NoMatchingCondition: "end",
        NoMatchingError: "end",
      },
    ],
    yes: says("Yes.", "end"),
    end: HANG_UP,
  });
}

describe("a menu", () => {
  it.each([
    ["1", "Equals 1"],
    ["*", "Equals *"],
    ["2", "NoMatchingCondition"],
    ["-", "InputTimeLimitExceeded"],
  ])("takes the key %s to %s", async (script, branch) => {
    const centre = new Centre();
    const result = await centre.run(menu(), scriptedCaller(script, centre.clock));
    expect(wayOf(result)[0]).toBe(`menu: ${branch}`);
  });

  it("is answered within its prompt, which ends there", async () => {
    const centre = new Centre();
    const { trace } = await centre.run(menu(), {
      hears: async (prompt, line) => {
        if (!prompt.interruptible) return;
        await centre.clock.sleep(300);
        line.press("1");
      },
    });
    expect(trace.entries.find(({ kind }) => kind === "said")).toMatchObject({
      kind: "said",
      cutShort: true,
    });
    expect(trace.path[1]?.at).toBe(MORNING + 300);
  });

  it("waits for its time limit, counted from the end of the prompt", async () => {
    const { trace } = await new Centre().run(menu({ InputTimeLimitSeconds: "180" }));
    expect(trace.path[1]?.at).toBe(MORNING + 1600 + 180_000);
  });

  it("takes one key; more are lost", async () => {
    const centre = new Centre();
    const { trace } = await centre.run(menu(), scriptedCaller("12", centre.clock));
    expect(trace.entries.filter(({ kind }) => kind === "key")).toMatchObject([
      { key: "1", fate: "taken" },
      { key: "2", fate: "lost" },
    ]);
  });

  it("asks the caller only when it has nothing more to say", async () => {
    const told: string[] = [];
    const caller: Caller = {
      hears: ({ text }) => void told.push(`hears ${text}`),
      heard: ({ text }, { cutShort }) => void told.push(`heard ${text} ${cutShort}`),
      asked: ({ kind, timeLimitSeconds }, line) => {
        told.push(`asked ${kind} ${timeLimitSeconds}`);
        line.press("1");
      },
      ended: () => void told.push("ended"),
    };
    await new Centre().run(menu(), caller);
    expect(told).toEqual([
      `hears ${PROMPT}`,
      `heard ${PROMPT} false`,
      "asked menu 5",
      "hears Yes.",
      "heard Yes. false",
      "ended",
    ]);
  });
});

describe("touchtone buffering", () => {
  it("that a question sets does not take the question away", async () => {
    const centre = new Centre();
    const asking = menu({ EnableDTMFBuffer: "True" });
    const result = await centre.run(asking, scriptedCaller("1", centre.clock));
    expect(wayOf(result)[0]).toBe("menu: Equals 1");
    expect(result.trace.heard[0]).toBe(PROMPT);
  });

  const flow = aFlow({
    on: [
      "GetParticipantInput",
      { EnableDTMFBuffer: "True" },
      { next: "say", NoMatchingError: "end" },
    ],
    say: says("Welcome.", "first"),
    first: [
      "GetParticipantInput",
      { Text: "First." },
      { "=1": "second", NoMatchingCondition: "end" },
    ],
    second: [
      "GetParticipantInput",
      {
        Text: "Second.",
        StoreInput: "True",
        InputValidation: { CustomValidation: { MaximumLength: "4" } },
      },
      { next: "off", NoMatchingError: "end" },
    ],
    off: [
      "GetParticipantInput",
      { EnableDTMFBuffer: "False", StoreInput: "True" },
      { next: "rest", NoMatchingError: "end" },
    ],
    rest: says("$.StoredCustomerInput", "end"),
    end: HANG_UP,
  });

  it("answers the questions to come, and what is left can be stored", async () => {
    const { trace } = await new Centre().run(flow, {
      hears: ({ text }, line) => (text === "Welcome." ? line.press("1234#99") : undefined),
    });
    expect(trace.heard).toEqual(["Welcome.", "99"]);
  });

  it("gives the rest of a number its time between keys", async () => {
    const centre = new Centre();
    const { trace } = await centre.run(flow, {
      hears: async ({ text }, line) => {
        if (text !== "Welcome.") return;
        line.press("12");
        await centre.clock.sleep(3_000);
        line.press("3#");
      },
    });
    expect(trace.heard).toEqual(["Welcome."]);
  });

  it("keeps 30 keys", async () => {
    const { trace } = await new Centre().run(flow, {
      hears: ({ text }, line) => (text === "Welcome." ? line.press("1#".repeat(20)) : undefined),
    });
    const fates = trace.entries.flatMap((entry) => (entry.kind === "key" ? [entry.fate] : []));
    expect(fates.filter((fate) => fate === "buffered")).toHaveLength(30);
    expect(fates.filter((fate) => fate === "lost")).toHaveLength(10);
  });
});
