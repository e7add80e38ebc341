import type { StackDescription } from "../../template/description.ts";
import type { FunctionDescription } from "../../template/function.ts";
import type { FlowFunctions } from "./world.ts";

/** The functions that flows call, found in the template by what they are, not by their names. */
export function flowFunctions(description: StackDescription): FlowFunctions {
  return {
    set: functionThat(description, "claims callbacks", handles("index.set_handler")),
    clear: functionThat(description, "clears claims", handles("index.clear_handler")),
    cancel: functionThat(description, "cancels callbacks", cancels),
    check: functionThat(description, "checks trackers", reads("TRACKER_LEASE_SECONDS")),
    asyncFunction: functionThat(description, "starts and polls", reads("STATE_MACHINE_ARN")),
  };
}

/** The function that consumes contact records for the trackers. */
export function trackerRecorder(description: StackDescription): string {
  return functionThat(description, "records trackers", reads("TRACKER_ATTRIBUTES"));
}

type Test = (declared: FunctionDescription) => boolean;

function functionThat({ functions }: StackDescription, does: string, test: Test): string {
  const found = functions.find(test);
  if (found === undefined) {
    throw new Error(`the template declares no function that ${does}. Build it with: npm run synth`);
  }
  return found.name;
}

/** It stops contacts, and consumes nothing. */
function cancels({ environment }: FunctionDescription): boolean {
  return (
    "CALLBACK_TABLE" in environment &&
    "CONNECT_INSTANCE_ARN" in environment &&
    !("CALLBACK_POISON_QUEUE_URL" in environment)
  );
}

function handles(handler: string): Test {
  return (declared) => declared.handler === handler;
}

function reads(variable: string): Test {
  return (declared) => variable in declared.environment;
}
