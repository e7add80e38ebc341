import type { StackDescription } from "../template/description.ts";
import type { FunctionDescription } from "../template/function.ts";
import type { Values } from "./placeholders.ts";

/** What flows call, by placeholder, found in the template by what it is and not by its name. */
const FUNCTIONS: Readonly<Record<string, (declared: FunctionDescription) => boolean>> = {
  TrackerCheckFunctionArn: reads("TRACKER_LEASE_SECONDS"),
  CallbacksSetFunctionArn: ({ handler }) => handler === "index.set_handler",
  CallbacksClearFunctionArn: ({ handler }) => handler === "index.clear_handler",
  CallbacksCancelFunctionArn: (declared) =>
    reads("CALLBACK_TABLE")(declared) &&
    reads("CONNECT_INSTANCE_ARN")(declared) &&
    !reads("CALLBACK_POISON_QUEUE_URL")(declared),
  AsyncFunctionArn: reads("STATE_MACHINE_ARN"),
};

/** @throws Error where the template lacks one */
export function functionArns({ functions }: StackDescription): Values {
  return Object.fromEntries(
    Object.entries(FUNCTIONS).map(([placeholder, test]) => {
      const found = functions.find(test);
      if (found === undefined) {
        throw new Error(
          `the template has no function for \${${placeholder}}. Build it with: npm run synth`,
        );
      }
      return [placeholder, found.arn];
    }),
  );
}

/** The name of the machine behind the async function. */
export function asyncMachine({ functions }: StackDescription): string {
  const arn = functions.find(reads("STATE_MACHINE_ARN"))?.environment["STATE_MACHINE_ARN"] ?? "";
  return arn.split(":").at(-1) ?? "";
}

function reads(variable: string): (declared: FunctionDescription) => boolean {
  return ({ environment }) => Object.hasOwn(environment, variable);
}
