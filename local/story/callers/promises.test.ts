import { beforeEach, describe, expect, it } from "vitest";
import { HOUR, MINUTE } from "../day.ts";
import type { Invariant } from "../invariant.ts";
import { Witness } from "../witness.ts";
import { PromisedCallbacks } from "./promised-callbacks.ts";
import { PromisedTrackers } from "./promised-trackers.ts";

const NUMBER = "+6421555010";
const OTHER = "+6421555011";

let witness: Witness;
beforeEach(() => {
  witness = new Witness();
});

function broken(): readonly Invariant[] {
  return witness.broken.map(({ invariant }) => invariant);
}

describe("promised callbacks", () => {
  const QUEUE = "service";
  let callbacks: PromisedCallbacks;
  beforeEach(() => {
    callbacks = new PromisedCallbacks(witness, 24 * HOUR);
  });

  it("sees a claim that is given while another chain's callback still waits", () => {
    callbacks.promised(NUMBER, QUEUE, "first", 0);
    callbacks.promised(NUMBER, QUEUE, "second", MINUTE);
    expect(broken()).toEqual(["neverTwoLiveClaimsPerNumberAndQueue"]);
  });

  it.each([
    ["over", () => callbacks.over("first", NUMBER, MINUTE)],
    ["that never came about", () => callbacks.allOver("first", MINUTE)],
  ])("lets a number have another callback after one %s", (_, end) => {
    callbacks.promised(NUMBER, QUEUE, "first", 0);
    end();
    expect(callbacks.promised(NUMBER, QUEUE, "second", MINUTE)).toBe(true);
    expect(broken()).toEqual([]);
  });

  it("lets the same chain ask again, another queue, another number, and whoever asks a day later", () => {
    callbacks.promised(NUMBER, QUEUE, "first", 0);
    expect(callbacks.promised(NUMBER, QUEUE, "first", 1)).toBe(false);
    callbacks.promised(NUMBER, "sales", "second", 2);
    callbacks.promised(OTHER, QUEUE, "third", 3);
    callbacks.promised(NUMBER, QUEUE, "fourth", 25 * HOUR);
    expect(broken()).toEqual([]);
  });
});

describe("promised trackers", () => {
  const TASK = { reference: "REF-a", kept: "step 1" };
  let trackers: PromisedTrackers;
  beforeEach(() => {
    trackers = new PromisedTrackers(witness);
    trackers.cutOff(NUMBER, { ...TASK, knownFrom: HOUR, until: 24 * HOUR });
  });

  it("sees a task that is lost, or not as it was left", () => {
    trackers.answered(NUMBER, "check", undefined, 2 * HOUR);
    trackers.answered(NUMBER, "check", { ...TASK, kept: "step 0" }, 2 * HOUR);
    expect(broken()).toEqual(["trackerNeverLost", "trackerNeverLost"]);
  });

  it("owes nothing before the record is there, and nothing after a day", () => {
    expect(trackers.answered(NUMBER, "check", undefined, MINUTE)).toBe(false);
    expect(trackers.answered(NUMBER, "check", TASK, 2 * HOUR)).toBe(false);
    expect(trackers.answered(NUMBER, "check", undefined, 25 * HOUR)).toBe(true);
    expect(trackers.answered(NUMBER, "check", undefined, 26 * HOUR)).toBe(false);
    expect(broken()).toEqual([]);
  });

  it("sees a task that is offered to somebody else", () => {
    trackers.answered(OTHER, "check", TASK, 2 * HOUR);
    expect(broken()).toEqual(["trackerNeverHandedToAnotherNumber"]);
  });

  it("sees a task that is offered after it was finished, or has expired", () => {
    trackers.answered(NUMBER, "check", TASK, 25 * HOUR);
    trackers.finished(NUMBER, 26 * HOUR);
    trackers.answered(NUMBER, "check", TASK, 27 * HOUR);
    expect(broken()).toEqual(["trackerNeverRevived", "trackerNeverRevived"]);
  });

  it("sees a task that two calls are given, and lets one be given it twice", () => {
    trackers.took(TASK, "first");
    trackers.took(TASK, "first");
    expect(broken()).toEqual([]);
    trackers.took(TASK, "second");
    expect(broken()).toEqual(["trackerNeverLost"]);
  });
});
