import type { LocalClock } from "../../clock/clock.ts";
import type { Caller } from "../../connect/caller/caller.ts";
import { CallScriptError, scriptedCaller } from "../../connect/caller/scripted-caller.ts";

/** From one call to the next, where the script does not say: the record of the first is there then. */
const BETWEEN_CALLS_MS = 120_000;

const TIME = /^(\d+(?:\.\d+)?)([smh])$/;
const SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600 };

export interface CallScript {
  readonly calls: readonly { readonly afterMs: number; readonly caller: Caller }[];
  /** How much time passes at the end. */
  readonly thenMs: number;
}

/**
 * Calls of one caller with `/` between them: `1,hangup / 10m / 1`. The steps of a call are those of
 * `scriptedCaller`, and times may be minutes and hours, too. A part with nothing but times lets them
 * pass; where there is none, two minutes pass.
 * @throws CallScriptError
 */
export function readCallScript(script: string, clock: LocalClock): CallScript {
  const calls: { afterMs: number; caller: Caller }[] = [];
  let passed: number | undefined;
  const parts = script.split("/");
  for (const part of parts) {
    const words = part.split(",").map((word) => word.trim());
    const times = words.map(millisecondsIn).filter((time) => time !== undefined);
    if (times.length === words.length) {
      passed = times.reduce((sum, time) => sum + time, passed ?? 0);
      continue;
    }
    if (part.trim() === "" && parts.length > 1) {
      throw new CallScriptError(
        'between "/" and "/" there must be a call, or a time: - is a caller who does nothing',
      );
    }
    const afterMs = passed ?? (calls.length === 0 ? 0 : BETWEEN_CALLS_MS);
    calls.push({ afterMs, caller: scriptedCaller(words.map(inSeconds).join(","), clock) });
    passed = undefined;
  }
  if (calls.length === 0) throw new CallScriptError(`"${script}" holds no call, only time`);
  return { calls, thenMs: passed ?? 0 };
}

function inSeconds(word: string): string {
  const time = millisecondsIn(word);
  return time === undefined ? word : `${time / 1000}s`;
}

function millisecondsIn(word: string): number | undefined {
  const [, number, unit = ""] = TIME.exec(word) ?? [];
  return number === undefined ? undefined : 1000 * Number(number) * (SECONDS[unit] ?? 0);
}
