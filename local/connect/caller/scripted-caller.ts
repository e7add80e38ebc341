import type { LocalClock } from "../../clock/clock.ts";
import type { CallersLine } from "../line/line.ts";
import type { Caller } from "./caller.ts";

/** A script that is none. */
export class CallScriptError extends Error {
  override readonly name = "CallScriptError";
}

type Act = (line: CallersLine) => void;

/** What the caller does, after so long; without a time, at the next question. */
interface Step {
  readonly act: Act;
  readonly afterMs: number | undefined;
}

/**
 * A caller who follows a script: steps with commas between them, for example `1,4111#,30s,hangup`.
 *
 * `1`, `4111#`: presses keys. `hangup`: hangs up. `-`: does nothing. Each waits for the next question,
 * unless a time stands before it: `30s,1` presses 1 when 30 seconds have passed since the step
 * before, whatever happens then. When the script is over, the caller stays on the line and presses
 * nothing.
 * @throws CallScriptError
 */
export function scriptedCaller(script: string, clock: LocalClock): Caller {
  const steps = stepsIn(script);
  let timed = false;
  /** Steps that have their time, until one waits for a question. */
  const goOn = async (line: CallersLine): Promise<void> => {
    timed = true;
    for (let step = steps[0]; step?.afterMs !== undefined; step = steps[0]) {
      steps.shift();
      await clock.sleep(step.afterMs);
      if (!line.open) return;
      step.act(line);
    }
    timed = false;
  };
  return {
    connected: goOn,
    asked: async (_, line) => {
      if (timed) return;
      steps.shift()?.act(line);
      await goOn(line);
    },
  };
}

function stepsIn(script: string): Step[] {
  const steps: Step[] = [];
  let afterMs: number | undefined;
  for (const word of script.split(",").map((part) => part.trim())) {
    const seconds = /^(\d+(?:\.\d+)?)s$/.exec(word)?.[1];
    if (seconds !== undefined) {
      afterMs = (afterMs ?? 0) + 1000 * Number(seconds);
      continue;
    }
    if (word !== "") steps.push({ act: actOf(word), afterMs });
    afterMs = undefined;
  }
  return steps;
}

function actOf(word: string): Act {
  if (word === "hangup") return (line) => line.hangUp();
  if (word === "-") return () => {};
  if (/^[0-9*#]+$/.test(word)) return (line) => line.press(word);
  throw new CallScriptError(
    `"${word}" is no step of a call: keys such as 1 or 4111#, hangup, - for nothing, or a time such as 30s`,
  );
}
