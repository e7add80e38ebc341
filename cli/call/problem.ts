import {
  type CallProblem,
  CallTooLongError,
  UnmodelledActionError,
} from "../../local/connect/flow/problem.ts";

/** Why a call could not be simulated to its end, and what to do. */
export function problemText(problem: CallProblem): string {
  if (problem instanceof CallTooLongError) {
    return `${problem.message.split(". Hang up")[0]}. Let the script end with hangup`;
  }
  if (!(problem instanceof UnmodelledActionError)) return problem.message;
  const [what] = problem.message.split(". Declare");
  return `${what}. Declare how it ends: --stub ${problem.type}=NextAction, or an error type or a result of it in the place of NextAction`;
}
