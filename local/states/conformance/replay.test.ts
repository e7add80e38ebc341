import { describe, expect, it } from "vitest";
import type { Recording } from "./recording.ts";
import { replay } from "./replay.ts";

const CAUSE = { errorType: "Own", errorMessage: "no", requestId: "<uuid:1>" };

/** As recorded: a function that fails, caught by a Pass. */
const RECORDING: Recording = {
  name: "area/file.test",
  definition: {
    QueryLanguage: "JSONata",
    StartAt: "T",
    States: {
      T: {
        Type: "Task",
        Resource: "arn:aws:lambda:us-east-1:111111111111:function:f",
        Catch: [{ ErrorEquals: ["Own"], Next: "P" }],
        Next: "P",
      },
      P: { Type: "Pass", Output: "{% $states.input.Error %}", End: true },
    },
  },
  input: { at: "2026" },
  expected: { status: "SUCCEEDED", output: "Own" },
  history: [
    { id: 1, prev: 0, type: "ExecutionStarted", input: { at: "timestamp" } },
    { id: 2, prev: 0, type: "TaskStateEntered", name: "T", input: { at: "2026" } },
    {
      id: 3,
      prev: 2,
      type: "LambdaFunctionScheduled",
      resource: "arn:aws:lambda:us-east-1:111111111111:function:f",
      input: { at: "2026" },
    },
    { id: 4, prev: 3, type: "LambdaFunctionStarted" },
    { id: 5, prev: 4, type: "LambdaFunctionFailed", error: "Own", cause: CAUSE },
    {
      id: 6,
      prev: 5,
      type: "TaskStateExited",
      name: "T",
      output: { Error: "Own", Cause: JSON.stringify(CAUSE) },
    },
    {
      id: 7,
      prev: 6,
      type: "PassStateEntered",
      name: "P",
      input: { Error: "Own", Cause: JSON.stringify(CAUSE) },
    },
    { id: 8, prev: 7, type: "PassStateExited", name: "P", output: "Own" },
    { id: 9, prev: 8, type: "ExecutionSucceeded", output: "Own" },
  ],
  stubs: [{ kind: "lambda", resource: "f", errorType: "Own", errorMessage: "no" }],
};

describe("a replay", () => {
  it("finds a run equal to its recording, spacing of inner JSON and tokens aside", async () => {
    expect(await replay(RECORDING)).toEqual({
      name: "area/file.test",
      result: undefined,
      history: undefined,
    });
  });

  it("says where a result differs", async () => {
    const { result } = await replay({
      ...RECORDING,
      expected: { status: "SUCCEEDED", output: "Other" },
    });
    expect(result).toBe('/output: expected "Other", but was "Own"');
  });

  it("says which event of a history differs, or is missing", async () => {
    const events = RECORDING.history ?? [];
    const linked = events.map((event) => (event.id === 4 ? { ...event, prev: 1 } : event));
    expect((await replay({ ...RECORDING, history: linked })).history).toBe(
      "event 4/prev: expected 1, but was 3",
    );
    expect((await replay({ ...RECORDING, history: events.slice(0, -1) })).history).toContain(
      "an event that AWS did not record",
    );
  });
});
