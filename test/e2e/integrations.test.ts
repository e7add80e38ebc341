import { CreateTableCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import {
  DescribeExecutionCommand,
  SendTaskSuccessCommand,
  SFNClient,
  StartExecutionCommand,
} from "@aws-sdk/client-sfn";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type LocalStack, startStack } from "../../local/stack.ts";
import { LOCAL_CREDENTIALS, LOCAL_REGION } from "../../local/where.ts";

interface Ended {
  readonly status?: string | undefined;
  readonly output?: string | undefined;
  readonly error?: string | undefined;
}

describe("state machines of the local stack reach its tables and queues", () => {
  let stack: LocalStack;
  let sfn: SFNClient;
  beforeAll(async () => {
    stack = await startStack({ port: 0, startAt: Date.UTC(2026, 0, 5, 8), endpoints: {} });
    const connection = { region: LOCAL_REGION, credentials: LOCAL_CREDENTIALS };
    sfn = new SFNClient({ ...connection, endpoint: stack.url });
    await stack.dynamodb.send(
      new CreateTableCommand({
        TableName: "jobs",
        BillingMode: "PAY_PER_REQUEST",
        KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
        AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
      }),
    );
    stack.sqs.createQueue({ name: "tasks", visibilityTimeoutSeconds: 30 });
  });
  afterAll(async () => {
    sfn?.destroy();
    await stack?.close();
  });

  async function start(name: string, task: object): Promise<string> {
    const stateMachineArn = stack.states.createStateMachine({
      name,
      definition: { QueryLanguage: "JSONata", StartAt: "Task", States: { Task: task } },
    });
    const { executionArn = "" } = await sfn.send(new StartExecutionCommand({ stateMachineArn }));
    return executionArn;
  }

  function describeExecution(executionArn: string): Promise<Ended> {
    return sfn.send(new DescribeExecutionCommand({ executionArn }));
  }

  it("writes an item, and knows a failed condition by Step Functions' name for it", async () => {
    const write = {
      Type: "Task",
      Resource: "arn:aws:states:::dynamodb:putItem",
      Arguments: {
        TableName: "jobs",
        Item: { id: { S: "one" } },
        ConditionExpression: "attribute_not_exists(id)",
      },
      End: true,
    };
    const first = await start("write-one", write);
    await stack.clock.settle();
    expect(await describeExecution(first)).toMatchObject({ status: "SUCCEEDED" });
    const second = await start("write-two", write);
    await stack.clock.settle();
    expect(await describeExecution(second)).toMatchObject({
      status: "FAILED",
      error: "DynamoDB.ConditionalCheckFailedException",
    });
  });

  it("reads an item", async () => {
    const item = { id: { S: "read" }, text: { S: "hello" } };
    await stack.dynamodb.send(new PutItemCommand({ TableName: "jobs", Item: item }));
    const arn = await start("read", {
      Type: "Task",
      Resource: "arn:aws:states:::dynamodb:getItem",
      Arguments: { TableName: "jobs", Key: { id: { S: "read" } } },
      Output: "{% $states.result.Item.text.S %}",
      End: true,
    });
    await stack.clock.settle();
    expect(await describeExecution(arn)).toMatchObject({ status: "SUCCEEDED", output: '"hello"' });
  });

  it("hands a task token to a queue and waits for its answer, or for the heartbeat", async () => {
    const task = {
      Type: "Task",
      Resource: "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
      HeartbeatSeconds: 600,
      Arguments: {
        QueueUrl: stack.sqs.queueUrl("tasks"),
        MessageBody: { token: "{% $states.context.Task.Token %}" },
      },
      End: true,
    };
    const answered = await start("answered", task);
    await stack.clock.settle();
    const { body = "{}" } = stack.sqs.peek("tasks").at(-1) ?? {};
    const { token } = JSON.parse(body) as { token?: string };
    const done = JSON.stringify({ status: "SUCCESS" });
    await sfn.send(new SendTaskSuccessCommand({ taskToken: token, output: done }));
    await stack.clock.settle();
    expect(await describeExecution(answered)).toMatchObject({ status: "SUCCEEDED", output: done });
    const silent = await start("silent", task);
    await stack.clock.advance(601_000);
    expect(await describeExecution(silent)).toMatchObject({
      status: "FAILED",
      error: "States.Timeout",
    });
  });
});
