import {
  type CallProblem,
  CallTooLongError,
  UnmodelledActionError,
} from "../../local/connect/flow/problem.ts";

/**
 * Why a call could not be simulated to its end, and what to do.
 * @param keys the script of the caller, where there is one
 */
export function problemText(problem: CallProblem, keys = ""): string {
  if (problem instanceof CallTooLongError) {
    const [what] = problem.message.split(". Hang up");
    return hangsUpIfAsked(keys)
      ? `${what}. hangup waits for a question: put a time before it, such as 30s,hangup`
      : `${what}. Let the script end with hangup, behind a time if nothing is asked: 30s,hangup`;
  }
  if (!(problem instanceof UnmodelledActionError)) return problem.message;
  const [what] = problem.message.split(". Declare");
  return `${what}. Declare how it ends: --stub ${problem.type}=NextAction, or an error type or a result of it in the place of NextAction`;
}

/** Whether the script's last call hangs up, but only when it is asked something. */
function hangsUpIfAsked(keys: string): boolean {
  const words = (keys.split("/").at(-1) ?? "").split(",").map((word) => word.trim());
  return words.at(-1) === "hangup" && !/^[\d.]+[smh]$/.test(words.at(-2) ?? "");
}
