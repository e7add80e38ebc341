import { describe, expect, it } from "vitest";
import { Centre, MORNING, wayOf } from "../a-centre.ts";
import { aFlow, type Block, HANG_UP, says } from "../a-flow.ts";

const ask: Block = [
  "GetParticipantInput",
  { Text: "Choose.", InputTimeLimitSeconds: "5" },
  {
    "=1": "one",
    "=2": "two",
    InputTimeLimitExceeded: "end",
    NoMatchingCondition: "end",
    NoMatchingError: "end",
  },
];
const branches = { ask, one: says("One.", "ask"), two: says("Two.", "end"), end: HANG_UP };

describe("MessageParticipant", () => {
  it("says text with references, SSML and prompts, each for as long as it lasts", async () => {
    const centre = new Centre();
    centre.simulator.resources.addPrompt("music", 12, { text: "[music]" });
    const flow = aFlow({
      text: says("Hello $.Attributes.name, you are $.Attributes['my place'] in line.", "ssml"),
      ssml: [
        "MessageParticipant",
        { SSML: "<speak>Wait<break time='2s'/> here &amp; there</speak>" },
        { next: "prompt" },
      ],
      prompt: ["MessageParticipant", { PromptId: "music" }, { next: "end" }],
      end: HANG_UP,
    });
    const attributes = { name: "Ana", "my place": "third" };
    const { trace } = await centre.run(flow, {}, { attributes });
    expect(trace.heard).toEqual([
      "Hello Ana, you are third in line.",
      "Wait here & there",
      "[music]",
    ]);
    const times = trace.path.map(({ at }) => at - MORNING);
    expect(times).toEqual([0, 2800, 2800 + 1200 + 2000, 2800 + 3200 + 12_000]);
  });

  it.each([
    ["an unset reference", { Text: "$.External.unset" }],
    ["nothing", {}],
  ])("takes the error branch with %s to say", async (_, parameters) => {
    const flow = aFlow({
      say: ["MessageParticipant", parameters, { next: "end", NoMatchingError: "sorry" }],
      sorry: says("Sorry.", "end"),
      end: HANG_UP,
    });
    expect(wayOf(await new Centre().run(flow))[0]).toBe("say: NoMatchingError");
  });

  it("goes on past a text that says nothing", async () => {
    const { trace } = await new Centre().run(aFlow({ say: says(" ", "end"), end: HANG_UP }));
    expect(trace.warnings).toEqual([]);
  });

  it("is not cut short by keys, and these are lost", async () => {
    const flow = aFlow({ say: says("Please listen carefully.", "ask"), ...branches });
    const { trace } = await new Centre().run(flow, {
      hears: ({ text }, line) => (text.startsWith("Please") ? line.press("1") : undefined),
    });
    expect(trace.entries.find(({ kind }) => kind === "key")).toMatchObject({
      key: "1",
      fate: "lost",
    });
    expect(trace.heard).toEqual(["Please listen carefully.", "Choose."]);
  });

  it("is cut short, or skipped, where buffering is on and it says so", async () => {
    const Parameters = { Text: "Please listen carefully.", SkipWhenDTMFBufferEnabled: "true" };
    const flow = aFlow({
      buffer: [
        "GetParticipantInput",
        { EnableDTMFBuffer: "True" },
        { next: "first", NoMatchingError: "end" },
      ],
      first: ["MessageParticipant", Parameters, { next: "second" }],
      second: ["MessageParticipant", Parameters, { next: "ask" }],
      ...branches,
    });
    const centre = new Centre();
    const result = await centre.run(flow, {
      hears: async (_, line) => {
        await centre.clock.sleep(100);
        line.press("12");
      },
    });
    expect(result.trace.entries.filter(({ kind }) => kind === "said")).toMatchObject([
      { cutShort: true },
      { prompt: { text: "One." }, cutShort: false },
      { prompt: { text: "Two." } },
    ]);
    expect(wayOf(result)).toContain("ask: Equals 2");
  });
});
