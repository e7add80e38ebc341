import { GetQueueUrlCommand } from "@aws-sdk/client-sqs";
import { showReconciliation } from "../../../src/reconciliation/show.ts";
import type { Reconciliation } from "../../../src/reconciliation/table.ts";
import type { DemoBank } from "../../demo-bank.ts";
import type { PlannedReconciliation } from "./plan.ts";

/** Names of the queues, as the construct declares them. */
const REQUESTS = "linekeeper-reconciliation-requests";
export const DEAD_LETTERS = "linekeeper-reconciliation-dead-letters";

/** What can be seen of the reconciliations from outside: items, dead letters, histories. */
export class Observed {
  /** The last seen item of each dialogue. */
  readonly items: Map<string, Reconciliation> = new Map();
  /** Executions that left a dead letter. */
  readonly letters: Set<string> = new Set();
  /** States entered, and retries, by execution: what Step Functions bills. */
  readonly transitions: Map<string, number> = new Map();
  readonly #bank: DemoBank;

  constructor(bank: DemoBank) {
    this.#bank = bank;
  }

  /** Sends the request for a recording: dialogue and call have one name here. */
  send(callId: string, at: number): void {
    const message = {
      dialogGroupId: callId,
      callId,
      originalTimestamp: new Date(at).toISOString(),
      retryAttempt: 0,
      source: "RECONCILIATION_QUEUE",
    };
    this.#bank.sqs.send(REQUESTS, JSON.stringify(message));
  }

  /** Stops an execution, as a person would in the console. */
  async stop(callId: string): Promise<void> {
    const item = await this.item(callId);
    if (item === undefined) return;
    await this.#bank.states.operations["StopExecution"]?.({ executionArn: item.executionArn });
  }

  async urls(): Promise<{ requestQueueUrl: string; deadLetterQueueUrl: string }> {
    const { sqs } = this.#bank.clients;
    const urlOf = async (QueueName: string): Promise<string> =>
      (await sqs.send(new GetQueueUrlCommand({ QueueName }))).QueueUrl ?? "";
    return {
      requestQueueUrl: await urlOf(REQUESTS),
      deadLetterQueueUrl: await urlOf(DEAD_LETTERS),
    };
  }

  seeLetters(): void {
    for (const { body } of this.#bank.sqs.peek(DEAD_LETTERS)) {
      this.letters.add((JSON.parse(body) as { executionId: string }).executionId);
    }
  }

  async seeItems(planned: readonly PlannedReconciliation[]): Promise<void> {
    for (const { callId } of planned) {
      const item = await this.item(callId);
      if (item === undefined) continue;
      this.items.set(callId, item);
      this.transitions.set(item.executionArn, await this.#transitionsOf(item.executionArn));
    }
  }

  item(callId: string): Promise<Reconciliation | undefined> {
    const table = this.#bank.tableName("PK");
    return showReconciliation({ client: this.#bank.dynamodb, table }, callId);
  }

  /** https://docs.aws.amazon.com/step-functions/latest/dg/standard-vs-express.html: retries count. */
  async #transitionsOf(executionArn: string): Promise<number> {
    const { operations } = this.#bank.states;
    let token: string | undefined;
    let entered = 0;
    let scheduled = 0;
    let tasks = 0;
    do {
      const page = (await operations["GetExecutionHistory"]?.({
        executionArn,
        maxResults: 1000,
        ...(token !== undefined && { nextToken: token }),
      })) as { events: readonly { type: string }[]; nextToken?: string };
      for (const { type } of page.events) {
        if (type.endsWith("StateEntered")) entered += 1;
        if (type === "TaskStateEntered") tasks += 1;
        if (type === "TaskScheduled" || type === "LambdaFunctionScheduled") scheduled += 1;
      }
      token = page.nextToken;
    } while (token !== undefined);
    return entered + Math.max(0, scheduled - tasks);
  }
}
