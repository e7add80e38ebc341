import { describe, expect, it } from "vitest";
import { aDefinition, refusalOf } from "../a-machine.ts";

const TOKEN = "arn:aws:states:::lambda:invoke.waitForTaskToken";

const task = { Type: "Task", Resource: "arn:aws:lambda:us-east-1:111111111111:function:f" };
const all = ["States.ALL"];

describe("a Task is refused before anything runs:", () => {
  it.each<[string, object, string, RegExp]>([
    [
      "an unknown resource",
      { ...task, Resource: "arn:aws:states:::sns:publish" },
      "Resource",
      /not a supported resource/,
    ],
    [
      ".sync",
      { ...task, Resource: "arn:aws:states:::states:startExecution.sync" },
      "Resource",
      /\.sync/,
    ],
    [
      "an activity",
      { ...task, Resource: "arn:aws:states:us-east-1:111111111111:activity:a" },
      "Resource",
      /activities/,
    ],
    [
      "a placeholder left over",
      { ...task, Resource: "$\u007bFunction}" },
      "Resource",
      /placeholder/,
    ],
    ["Credentials", { ...task, Credentials: {} }, "Credentials", /not a field/],
    [
      "a heartbeat without a token",
      { ...task, HeartbeatSeconds: 5 },
      "HeartbeatSeconds",
      /only a task that waits/,
    ],
    [
      "a heartbeat longer than the timeout",
      { ...task, Resource: TOKEN, TimeoutSeconds: 10, HeartbeatSeconds: 11 },
      "HeartbeatSeconds",
      /smaller than TimeoutSeconds/,
    ],
    [
      "a timeout that is no number",
      { ...task, TimeoutSeconds: "10" },
      "TimeoutSeconds",
      /expected integer/,
    ],
    ["a timeout of 0", { ...task, TimeoutSeconds: 0 }, "TimeoutSeconds", /expected integer/],
    ["Retry that is no array", { ...task, Retry: {} }, "Retry", /expected an array/],
    ["a retrier without errors", { ...task, Retry: [{}] }, "Retry[0].ErrorEquals", /at least one/],
    [
      "States.ALL before others in Retry",
      { ...task, Retry: [{ ErrorEquals: all }, { ErrorEquals: ["A"] }] },
      "Retry[0].ErrorEquals",
      /last entry/,
    ],
    [
      "States.ALL before others in Catch",
      {
        ...task,
        Catch: [
          { ErrorEquals: all, Next: "End" },
          { ErrorEquals: ["A"], Next: "End" },
        ],
      },
      "Catch[0].ErrorEquals",
      /last entry/,
    ],
    [
      "States.ALL beside others",
      { ...task, Retry: [{ ErrorEquals: ["A", ...all] }] },
      "Retry[0].ErrorEquals",
      /alone/,
    ],
    [
      "an error name of States that is none",
      { ...task, Retry: [{ ErrorEquals: ["States.Tiemout"] }] },
      "Retry[0].ErrorEquals",
      /not an error name/,
    ],
    [
      "a negative interval",
      { ...task, Retry: [{ ErrorEquals: all, IntervalSeconds: -1 }] },
      "Retry[0].IntervalSeconds",
      /from 1/,
    ],
    [
      "half an attempt",
      { ...task, Retry: [{ ErrorEquals: all, MaxAttempts: 1.5 }] },
      "Retry[0].MaxAttempts",
      /whole/,
    ],
    [
      "a rate below 1",
      { ...task, Retry: [{ ErrorEquals: all, BackoffRate: 0.5 }] },
      "Retry[0].BackoffRate",
      /from 1/,
    ],
    [
      "a maximum below the interval",
      { ...task, Retry: [{ ErrorEquals: all, IntervalSeconds: 9, MaxDelaySeconds: 5 }] },
      "Retry[0].MaxDelaySeconds",
      /greater than/,
    ],
    [
      "an unknown jitter",
      { ...task, Retry: [{ ErrorEquals: all, JitterStrategy: "HALF" }] },
      "Retry[0].JitterStrategy",
      /FULL or NONE/,
    ],
    [
      "a field a retrier does not have",
      { ...task, Retry: [{ ErrorEquals: all, Jitter: 1 }] },
      "Retry[0].Jitter",
      /not a field/,
    ],
    [
      "a catcher to nowhere",
      { ...task, Catch: [{ ErrorEquals: all, Next: "Gone" }] },
      "Catch[0].Next",
      /no state "Gone"/,
    ],
  ])("%s", (_, state, field, reason) => {
    const refused = refusalOf(aDefinition(state));
    expect({ state: refused.state, field: refused.field }).toEqual({ state: "X", field });
    expect(refused.reason).toMatch(reason);
    expect(refused.message).toContain(`state "X", field "${field}"`);
  });
});
