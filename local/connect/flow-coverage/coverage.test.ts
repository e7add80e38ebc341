import { describe, expect, it } from "vitest";
import { aFlow, type Block, HANG_UP, says } from "../a-flow.ts";
import type { Flow } from "../language/flow.ts";
import { branchesOf } from "./branches.ts";
import { Coverage, percent } from "./coverage.ts";

function branches(block: Block): readonly string[] {
  return branchesOf(aFlow({ block })).map(({ branch }) => branch);
}

const to = { next: "x", "=1": "x", NoMatchingError: "x" };

describe("branches", () => {
  it.each<[string, Block, string[]]>([
    [
      "of a prompt",
      ["MessageParticipant", {}, { next: "x", NoMatchingError: "y" }],
      ["NoMatchingError", "NextAction"],
    ],
    [
      "of a menu",
      ["GetParticipantInput", { StoreInput: "False" }, { ...to, NoMatchingCondition: "x" }],
      ["Equals 1", "NoMatchingError", "NoMatchingCondition"],
    ],
    [
      "of a menu whose other keys go on",
      ["GetParticipantInput", {}, to],
      ["Equals 1", "NoMatchingError", "NextAction"],
    ],
    [
      "of an entry that is stored",
      ["GetParticipantInput", { StoreInput: "True" }, { next: "x", NoMatchingError: "x" }],
      ["NoMatchingError", "NextAction"],
    ],
    [
      "of the touchtone buffer",
      ["GetParticipantInput", { EnableDTMFBuffer: "True" }, { next: "x", NoMatchingError: "x" }],
      ["NoMatchingError", "NextAction"],
    ],
    [
      "of a comparison",
      ["Compare", {}, { next: "x", "<4": "x", NoMatchingCondition: "x" }],
      ["NumberLessThan 4", "NoMatchingCondition"],
    ],
    [
      "of a loop",
      ["Loop", {}, { next: "x", "=ContinueLooping": "x", "=DoneLooping": "y" }],
      ["Equals ContinueLooping", "Equals DoneLooping"],
    ],
    [
      "of prompts that are not interrupted",
      ["MessageParticipantIteratively", {}, { next: "x" }],
      ["NextAction"],
    ],
    [
      "of a transfer",
      ["TransferToFlow", {}, { next: "x", NoMatchingError: "x" }],
      ["NoMatchingError"],
    ],
    ["of the end", HANG_UP, []],
  ])("%s", (_, block, expected) => {
    expect(branches(block)).toEqual(expected);
  });
});

describe("coverage", () => {
  const flow: Flow = aFlow({
    hello: says("Hello.", "menu"),
    menu: ["GetParticipantInput", {}, { "=1": "end", "=2": "end", NoMatchingCondition: "end" }],
    end: HANG_UP,
  });
  const flows = new Map([["line", { arn: "arn", name: "The line", flow }]]);

  it("is none of a flow that nobody went through, and all of one that has no branches", () => {
    expect(new Coverage({ flows }).total).toEqual({ branches: 4, taken: 0 });
    expect(percent({ branches: 0, taken: 0 })).toBe(100);
  });

  it("counts a branch once, leaves out what is none, and names what is missing", () => {
    const coverage = new Coverage({ flows });
    coverage.took("line", "hello", "NextAction");
    coverage.took("line", "hello", "NextAction");
    coverage.took("line", "menu", "Equals 2");
    coverage.took("line", "end", "Exit");
    coverage.took("elsewhere", "menu", "Equals 1");
    expect(coverage.total).toEqual({ branches: 4, taken: 2 });
    expect(coverage.flows[0]?.missing).toEqual([
      { action: "menu", branch: "Equals 1" },
      { action: "menu", branch: "NoMatchingCondition" },
    ]);
  });

  it("is 100 % only when nothing is missing", () => {
    expect(percent({ branches: 10_000, taken: 9_999 })).toBe(99.9);
  });
});
