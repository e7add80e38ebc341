import { asyncMachine, functionArns } from "../../../local/bank-line/bank-functions.ts";
import { type Broken, brokenIn } from "../invariant.ts";
import type { Run } from "../run.ts";
import type { SweepBank } from "../sweep-bank.ts";

/** Every request has one execution, whether or not anybody waits for it, and each came to its end. */
export function checkLookups(
  runs: readonly Run[],
  { stack, executions }: SweepBank,
): readonly Broken[] {
  const asyncFunction = functionArns(stack.description)["AsyncFunctionArn"]?.split(":").at(-1);
  const machine = `:${asyncMachine(stack.description)}`;
  const ofMachine = executions.filter(({ stateMachineArn }) => stateMachineArn.endsWith(machine));
  return brokenIn("lookups", runs, ({ before, call, line }) => {
    const requests = new Set(
      line.asked
        .filter((one) => one.functionName === asyncFunction && !one.parameters["execution_id"])
        .map(({ root, parameters }) => `${root} ${parameters["request_id"]}`),
    );
    const roots = [...before, call].map(({ contacts }) => contacts[0]?.contactId);
    const own = ofMachine.filter(({ name }) => roots.some((root) => name.startsWith(`${root}-`)));
    const [started, done] = ["RUNNING", "SUCCEEDED"].map(
      (status) => own.filter((change) => change.status === status).length,
    );
    return started === requests.size && done === requests.size
      ? []
      : [`of ${requests.size} lookups ${started} were started, and ${done} succeeded`];
  });
}
