import {
  DeleteItemCommand,
  GetItemCommand,
  PutItemCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import { SendMessageCommand } from "@aws-sdk/client-sqs";
import { ServiceError } from "./aws/service.ts";
import type { Clients } from "./clients.ts";
import type { LambdaHost } from "./lambda/lambda-host.ts";
import { type Integrations, TaskFailure } from "./states/integrations.ts";

type Call = (clients: Clients, args: never) => Promise<object>;

/**
 * The optimised integrations that the local stack has; our machines use some of them. Their arguments
 * are the API's own.
 */
const CALLS: Readonly<Record<string, Call>> = {
  "dynamodb:getItem": ({ dynamodb }, args) => dynamodb.send(new GetItemCommand(args)),
  "dynamodb:putItem": ({ dynamodb }, args) => dynamodb.send(new PutItemCommand(args)),
  "dynamodb:updateItem": ({ dynamodb }, args) => dynamodb.send(new UpdateItemCommand(args)),
  "dynamodb:deleteItem": ({ dynamodb }, args) => dynamodb.send(new DeleteItemCommand(args)),
  "sqs:sendMessage": ({ sqs }, args) => sqs.send(new SendMessageCommand(args)),
};

const PREFIXES: Readonly<Record<string, string>> = { dynamodb: "DynamoDB", sqs: "SQS" };

/**
 * Step Functions' integrations, against the stack. Errors have the names Step Functions gives.
 *
 * @param clients undefined until the door is open; no execution runs before
 */
export function integrationsOf(
  functions: LambdaHost,
  clients: () => Clients | undefined,
): Integrations {
  return {
    invokeLambda: (functionArn, payload) => invoke(functions, functionArn, payload),
    async call(service, action, args) {
      const call = CALLS[`${service}:${action}`];
      const reached = clients();
      if (call === undefined || reached === undefined) {
        throw new TaskFailure("States.Runtime", `${service}:${action} is not integrated here`);
      }
      try {
        const { $metadata, ...answer } = (await call(reached, args as never)) as {
          $metadata?: unknown;
        };
        return answer;
      } catch (error) {
        const { name, message } = error as Error;
        throw new TaskFailure(`${PREFIXES[service]}.${name}`, message);
      }
    },
  };
}

async function invoke(
  functions: LambdaHost,
  functionArn: string,
  payload: unknown,
): Promise<unknown> {
  const name = functionArn.split(":function:").at(-1)?.split(":", 1)[0] ?? functionArn;
  try {
    const answer = await functions.invoke(name, JSON.stringify(payload), { source: "states" });
    if (answer.functionError === undefined) return JSON.parse(answer.payload) as unknown;
    const { errorType } = JSON.parse(answer.payload) as { errorType?: string };
    throw new TaskFailure(errorType ?? "Error", answer.payload);
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    throw new TaskFailure(`Lambda.${error.name}`, error.message);
  }
}
