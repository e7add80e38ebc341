import { branchOff, type Outcome, result } from "../../flow/outcome.ts";
import { loggedPrompt, promptIn } from "../../flow/say.ts";
import type { Step } from "../../flow/step.ts";
import type { Line } from "../../line/line.ts";
import { ask } from "./ask.ts";

/** Seconds until the first key, where the flow does not say. */
const TIME_LIMIT = 5;

/** Get customer input: one key, which may cut the prompt short, chooses the branch. */
export async function menu(step: Step, line: Line): Promise<Outcome> {
  const timeLimitSeconds = step.parameters.number("InputTimeLimitSeconds") ?? TIME_LIMIT;
  const prompt = promptIn(step);
  step.log({
    Parameters: {
      MaxDigits: "1",
      ...(prompt && loggedPrompt(prompt)),
      Timeout: String(1000 * timeLimitSeconds),
    },
  });
  const question = {
    kind: "menu",
    prompt,
    timeLimitSeconds,
    maximumLength: 1,
    terminator: "",
    encrypted: false,
  } as const;
  const key = await ask(step, line, question, async (keys, deadline) => keys.next(deadline));
  step.log({ Results: key ?? "Timeout" });
  return key === undefined ? branchOff("InputTimeLimitExceeded") : result(key);
}
