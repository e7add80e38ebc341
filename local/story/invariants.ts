import { listClaims } from "../../src/callbacks/list.ts";
import type { LocalStack } from "../stack.ts";
import type { PlannedCaller } from "./plan.ts";
import type { Witness } from "./witness.ts";

/** Looks into the stack when the day is over; the callers have looked at the answers before. */
export async function checkAtTheEnd(
  stack: LocalStack,
  witness: Witness,
  callers: readonly PlannedCaller[],
): Promise<void> {
  await everyClaimReleased(stack, witness);
  oneExecutionPerRequest(stack, witness);
  nothingLeftInDeadEnds(stack, witness);
  noPersonalDataInLogs(stack, witness, callers);
}

async function everyClaimReleased(stack: LocalStack, witness: Witness): Promise<void> {
  const live = await listClaims({
    client: stack.dynamodb,
    table: stack.tableName("callback_number"),
    clock: stack.clock,
  });
  witness.check(
    "everyClaimReleasedInTheEnd",
    live.length === 0,
    () => `${live.length} claims are still live`,
  );
}

function oneExecutionPerRequest(stack: LocalStack, witness: Witness): void {
  const started = stack.executionsStarted();
  witness.check(
    "oneExecutionPerRequest",
    started === witness.requests.size,
    () => `${witness.requests.size} requests, ${started} executions`,
  );
}

/** No event, record or asynchronous invocation of the day was given up. */
function nothingLeftInDeadEnds(stack: LocalStack, witness: Witness): void {
  const waiting = stack.description.queues
    .map(({ name }) => ({ name, messages: stack.sqs.peek(name).length }))
    .filter(({ messages }) => messages > 0);
  witness.check("nothingLeftInDeadEnds", waiting.length === 0, () => JSON.stringify(waiting));
}

function noPersonalDataInLogs(
  stack: LocalStack,
  witness: Witness,
  callers: readonly PlannedCaller[],
): void {
  const lines = stack.functions.logs.all();
  // Digits alone, too: a number without its plus is a number.
  const secrets = [
    ...callers.map(({ number }) => number.slice(1)),
    ...witness.secrets,
    "4111 1111 1111 1111",
    "4111111111111111",
  ];
  const text = lines.map((line) => line.text).join("\n");
  const leaked = secrets.filter((secret) => text.includes(secret));
  witness.check(
    "noPersonalDataInLogs",
    leaked.length === 0,
    () => `${leaked.length} numbers or values stand in ${lines.length} log lines`,
  );
  witness.check("noPersonalDataInLogs", lines.length > 0, () => "no log line was captured at all");
}
