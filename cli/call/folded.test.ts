import { expect, it } from "vitest";
import type { TranscriptLine } from "../../local/bank-line/telephone/transcript-line.ts";
import { folded } from "./folded.ts";

const says = (text: string, at: number): TranscriptLine => ({ at, who: "line", text });
const presses = (at: number): TranscriptLine => ({ at, who: "caller", text: "1", fate: "taken" });

it("tells how often something was said again while nothing else happened", () => {
  const round = (from: number) => [says("please", from), says("hold", from + 1)];
  const rounds = Array.from({ length: 100 }, (_, index) => round(10 * index)).flat();
  const lines = folded([...rounds, presses(2_000), says("hold", 2_001)]);
  expect(lines).toEqual([
    ...rounds.slice(0, 6),
    { at: 2_000, who: "note", text: "the same again, 194 lines more" },
    presses(2_000),
    says("hold", 2_001),
  ]);
});

it("leaves a call alone in which nothing is said oft", () => {
  const lines = [says("a", 0), says("b", 1), says("a", 2), presses(3), says("a", 4)];
  expect(folded(lines)).toEqual(lines);
});
