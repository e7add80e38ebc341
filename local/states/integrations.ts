import { StateFailure } from "./failure.ts";
import type { Resource } from "./task/resource.ts";

/** What a Task can reach outside. Everything else about a task is the engine's. */
export interface Integrations {
  /**
   * Invokes a Lambda function.
   * @param functionArn an ARN or a bare name, with or without a qualifier
   * @param through what the Task names as its Resource
   * @returns its payload as a JSON value, or a TaskResult
   * @throws TaskFailure when the function fails or cannot be invoked
   */
  invokeLambda(functionArn: string, payload: unknown, through: Resource): Promise<unknown>;
  /**
   * One call of an optimised integration, in the words of its ARN: `("dynamodb", "updateItem", …)`.
   * @returns the service's answer as a JSON value
   * @throws TaskFailure in the integration's words: `DynamoDB.ConditionalCheckFailedException`
   */
  call(service: string, action: string, args: unknown, through: Resource): Promise<unknown>;
  /**
   * Whether an answer is also what comes with the token, for a task that waits for one: so it is
   * where nobody outside could send it.
   */
  readonly answersTokens?: boolean;
}

/** An answer that is the Task's result as it is: nothing of a service's answer is put around it. */
export class TaskResult {
  readonly value: unknown;

  constructor(value: unknown) {
    this.value = value;
  }
}

/**
 * How an integration tells the engine that a task failed. For a function's own error `error` is
 * its errorType and `cause` the JSON text of its payload (`errorMessage`, `errorType`, `trace`), as
 * AWS has it; an unknown function is `Lambda.ResourceNotFoundException`.
 */
export class TaskFailure extends StateFailure {
  override readonly name = "TaskFailure";
}
