import type { LocalStack } from "../stack.ts";
import { DEAD_LETTERS } from "./reconciliations/observed.ts";
import type { Witness } from "./witness.ts";

/** What must hold for the whole stack when the day is over, whichever chapter was at work. */
export function checkTheHouse(stack: LocalStack, witness: Witness): void {
  nothingLeftInDeadEnds(stack, witness);
  noPersonalDataInLogs(stack, witness);
}

/** No event, record or asynchronous invocation of the day was given up. */
function nothingLeftInDeadEnds(stack: LocalStack, witness: Witness): void {
  const waiting = stack.description.queues
    .map(({ name }) => ({ name, messages: stack.sqs.peek(name).length }))
    // What was never put back waits there for a person; its own promise counts it.
    .filter(({ name, messages }) => messages > 0 && name !== DEAD_LETTERS);
  witness.check("nothingLeftInDeadEnds", waiting.length === 0, () => JSON.stringify(waiting));
}

function noPersonalDataInLogs(stack: LocalStack, witness: Witness): void {
  const lines = stack.functions.logs.all();
  const secrets = [...witness.secrets, "4111 1111 1111 1111", "4111111111111111"];
  const text = lines.map((line) => line.text).join("\n");
  const leaked = secrets.filter((secret) => text.includes(secret));
  witness.check(
    "noPersonalDataInLogs",
    leaked.length === 0,
    () => `${leaked.length} numbers or values stand in ${lines.length} log lines`,
  );
  witness.check("noPersonalDataInLogs", lines.length > 0, () => "no log line was captured at all");
}
