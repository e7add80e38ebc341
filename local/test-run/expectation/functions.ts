import { invocationsOf } from "../call/stand-ins.ts";
import type { Check } from "./afterwards.ts";
import { compared } from "./compared.ts";

/** How often functions were invoked, and with what. */
export const functions: Check = async ({ bank, sidecar, played: { played } }) => {
  const wrong: string[] = [];
  for (const [arn, { invoked, parameters = [] }] of Object.entries(sidecar.functions)) {
    const name = arn.split(":").at(-1) ?? arn;
    const invocations = invocationsOf(played.standIns.invocations, arn);
    if (invoked !== undefined && invocations.length !== invoked) {
      wrong.push(
        `invoked: expected ${name} ${times(invoked)}, and it was ${times(invocations.length)}`,
      );
    }
    for (const [index, expected] of parameters.entries()) {
      const given = invocations[index]?.parameters;
      const of = `parameters of ${name}, invocation ${index + 1}:`;
      if (given === undefined) wrong.push(`${of} there was none`);
      else wrong.push(...(await compared(of, expected, given, bank.key)));
    }
  }
  return wrong;
};

function times(count: number): string {
  if (count === 0) return "never";
  return count === 1 ? "once" : `${count} times`;
}
