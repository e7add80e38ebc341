import { expect, it } from "vitest";
import { Centre, wayOf } from "../a-centre.ts";
import { aFlow, HANG_UP, says } from "../a-flow.ts";

function loops(count: string) {
  return aFlow({
    loop: [
      "Loop",
      { LoopCount: count },
      { "=ContinueLooping": "say", "=DoneLooping": "again", NoMatchingError: "end", next: "again" },
    ],
    say: says("Round.", "loop"),
    again: ["Loop", { LoopCount: "1" }, { "=ContinueLooping": "loop", "=DoneLooping": "end" }],
    end: HANG_UP,
  });
}

it.each([
  ["0", 0],
  ["3", 3],
  ["100", 100],
  ["$.Attributes.rounds", 2],
])("goes round %s times, and starts over when it is passed again", async (count, rounds) => {
  const { trace } = await new Centre().run(loops(count), {}, { attributes: { rounds: "2" } });
  expect(trace.heard).toHaveLength(2 * rounds);
});

it.each(["101", "-1", "1.5", "$.External.unset"])(
  "takes the error branch for %s",
  async (count) => {
    expect(wayOf(await new Centre().run(loops(count)))[0]).toBe("loop: NoMatchingError");
  },
);
