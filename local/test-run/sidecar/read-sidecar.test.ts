import { describe, expect, it } from "vitest";
import { LINE_FLOW } from "../a-line.ts";
import { NOTHING_MORE, readSidecar, SidecarError } from "./read-sidecar.ts";

const line = { arn: "arn", name: "The line", flow: LINE_FLOW };
const flows = { flows: new Map([["line", line]]), fileOf: () => undefined };

function read(sidecar: object | string) {
  return readSidecar(typeof sidecar === "string" ? sidecar : JSON.stringify(sidecar), flows);
}

describe("a sidecar", () => {
  it("may leave everything out", () => {
    expect(read({})).toEqual(NOTHING_MORE);
    expect(NOTHING_MORE.expect.afterSeconds).toBe(120);
  });

  it("declares errors of blocks that have them", () => {
    const error = { flow: "line", action: "menu", error: "InputTimeLimitExceeded", visit: 2 };
    expect(read({ errors: [error] }).errors).toEqual([error]);
  });

  it.each<[object | string, string]>([
    ["{", "is not JSON"],
    [{ expects: {} }, "expects: there is no such field"],
    [{ expect: { hear: [] } }, "expect.hear: there is no such field"],
    [
      { before: [{ call: "callback" }] },
      'before.0.call: expected <flow>/<scenario>, got "callback"',
    ],
    [
      { before: [{ wait: 1 }] },
      'before.0: expected {"call": "<flow>/<scenario>"} or {"waitSeconds": 120}, got Object',
    ],
    [{ functions: { lookup: {} } }, "functions.lookup: expected the ARN of a function"],
    [{ agent: { freeAfterSeconds: 1 } }, "agent.talksForSeconds: is missing"],
    [
      { agent: { freeAfterSeconds: -1, talksForSeconds: 1 } },
      "expected seconds, 0 or more, got -1",
    ],
    [
      { expect: { callbacks: 1.5 } },
      "expect.callbacks: expected a whole number, 0 or more, got 1.5",
    ],
    [{ expect: { neverHears: [""] } }, "expect.neverHears.0: expected a text"],
    [
      { errors: [{ flow: "lin", action: "menu", error: "x" }] },
      'errors.0.flow: there is no flow "lin"; "line"?',
    ],
    [
      { errors: [{ flow: "line", action: "menue", error: "x" }] },
      'errors.0.action: there is no action of line "menue"; "menu"?',
    ],
    [
      { errors: [{ flow: "line", action: "queue", error: "Full" }] },
      'errors.0.error: "queue" has no branch Full; it has QueueAtCapacity, NoMatchingError',
    ],
    [
      { errors: [{ flow: "line", action: "end", error: "NoMatchingError" }] },
      '"end" has no branch NoMatchingError; it has none for errors',
    ],
  ])("%j is refused, and told why", (sidecar, message) => {
    expect(() => read(sidecar)).toThrow(SidecarError);
    expect(() => read(sidecar)).toThrow(message);
  });
});
