import { describe, expect, it } from "vitest";
import { LocalClock } from "../../clock/clock.ts";
import { CallScriptError } from "../../connect/caller/scripted-caller.ts";
import { readCallScript } from "./call-script.ts";

const clock = new LocalClock(0);

describe("a script of several calls", () => {
  it.each([
    ["1,hangup", [0], 0],
    ["", [0], 0],
    ["1,2m,hangup / -", [0, 120], 0],
    ["1 / 30s / 2 / 1h, 1.5m / 3", [0, 30, 3_690], 0],
    ["10s / 1 / 10m", [10], 600],
    ["1 / 1m / 2m / 2", [0, 180], 0],
  ])("%s", (script, afterSeconds, thenSeconds) => {
    const { calls, thenMs } = readCallScript(script, clock);
    expect(calls.map(({ afterMs }) => afterMs / 1000)).toEqual(afterSeconds);
    expect(thenMs / 1000).toBe(thenSeconds);
  });

  it.each(["1 / / 2", "1 /", "5m", "1,1d", "1;2"])("refuses %s", (script) => {
    expect(() => readCallScript(script, clock)).toThrow(CallScriptError);
  });
});
