import { StateFailure } from "./failure.ts";

/** What a Task can reach outside. Everything else about a task is the engine's. */
export interface Integrations {
  /**
   * Invokes a Lambda function.
   * @param functionArn an ARN or a bare name, with or without a qualifier
   * @returns its payload as a JSON value
   * @throws TaskFailure when the function fails or cannot be invoked
   */
  invokeLambda(functionArn: string, payload: unknown): Promise<unknown>;
  /**
   * One call of an optimised integration, in the words of its ARN: `("dynamodb", "updateItem", …)`.
   * @returns the service's answer as a JSON value
   * @throws TaskFailure in the integration's words: `DynamoDB.ConditionalCheckFailedException`
   */
  call(service: string, action: string, args: unknown): Promise<unknown>;
}

/**
 * How an integration tells the engine that a task failed. For a function's own error `error` is
 * its errorType and `cause` the JSON text of its payload (`errorMessage`, `errorType`, `trace`), as
 * AWS has it; an unknown function is `Lambda.ResourceNotFoundException`.
 */
export class TaskFailure extends StateFailure {
  override readonly name = "TaskFailure";
}
