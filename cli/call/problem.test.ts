import { expect, it } from "vitest";
import { CallTooLongError } from "../../local/connect/flow/problem.ts";
import { problemText } from "./problem.ts";

const WAITS = /hangup waits for a question: put a time before it/;

it.each([
  ["1,hangup", WAITS],
  ["hangup", WAITS],
  ["1,hangup / 30s / 2, hangup", WAITS],
  ["1,30s,hangup", /Let the script end with hangup, behind a time/],
  ["1", /Let the script end with hangup, behind a time/],
])("a call that never ends, by the script %s, is told what to write", (keys, says) => {
  const problem = new CallTooLongError(7_200, 'at "a" of flow "f"', ["f: a", "f: b"]);
  const text = problemText(problem, keys);
  expect(text).toMatch(says);
  expect(text).toContain("which goes round: f: a -> f: b");
});
