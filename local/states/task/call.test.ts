import { describe, expect, it } from "vitest";
import { aMachine } from "../a-machine.ts";
import type { Integrations } from "../integrations.ts";
import { runMachine } from "../run-machine.ts";

const INVOKE = "arn:aws:states:::lambda:invoke";

/** Answers every call with what it was called with. */
const ECHO: Integrations = {
  invokeLambda: async (functionArn, payload) => ({ functionArn, payload }),
  call: async (service, action, args) => ({ service, action, args }),
};

const REACHING_ECHO = { integrations: () => ECHO };

function aTask(fields: object): ReturnType<typeof aMachine> {
  return aMachine({ T: { Type: "Task", End: true, ...fields } });
}

describe("a Task that names an integration", () => {
  it("wraps a function's answer as lambda:invoke does", async () => {
    const machine = aTask({
      Resource: INVOKE,
      Arguments: { FunctionName: "balance", Qualifier: "live", Payload: { a: 1 } },
    });
    expect((await runMachine(machine, {}, REACHING_ECHO)).output).toEqual({
      ExecutedVersion: "$LATEST",
      StatusCode: 200,
      Payload: { functionArn: "balance:live", payload: { a: 1 } },
    });
  });

  it.each([
    [undefined, {}],
    [null, {}],
    ['"text"', "text"],
    ["no JSON", "no JSON"],
    [[1], [1]],
  ])("sends the payload %j as %j", async (given, sent) => {
    const machine = aTask({ Resource: INVOKE, Arguments: { FunctionName: "f", Payload: given } });
    const { output } = await runMachine(machine, {}, REACHING_ECHO);
    expect(output).toMatchObject({ Payload: { payload: sent } });
  });

  it("fails for an argument it would have to ignore", async () => {
    const machine = aTask({
      Resource: INVOKE,
      Arguments: "{% {'FunctionName': 'f', 'InvocationType': 'Event'} %}",
    });
    expect(await runMachine(machine, {}, REACHING_ECHO)).toMatchObject({
      error: "States.Runtime",
      cause: "lambda:invoke of this engine has no argument 'InvocationType'",
    });
  });

  it.each(["getItem", "putItem", "updateItem", "deleteItem"])(
    "calls dynamodb:%s",
    async (action) => {
      const machine = aTask({
        Resource: `arn:aws:states:::dynamodb:${action}`,
        Arguments: { TableName: "t" },
      });
      const { output, history } = await runMachine(machine, {}, REACHING_ECHO);
      expect(output).toEqual({ service: "dynamodb", action, args: { TableName: "t" } });
      expect(history[2]).toMatchObject({
        type: "TaskScheduled",
        taskScheduledEventDetails: {
          resource: action,
          resourceType: "dynamodb",
          region: "us-east-1",
          parameters: '{"TableName":"t"}',
        },
      });
    },
  );

  it("writes an SQS body that is no text as JSON, and keeps it as it was in the history", async () => {
    const machine = aTask({
      Resource: "arn:aws:states:::sqs:sendMessage",
      Arguments: { QueueUrl: "q", MessageBody: { a: 1 } },
    });
    const { output, history } = await runMachine(machine, {}, REACHING_ECHO);
    expect(output).toMatchObject({ args: { QueueUrl: "q", MessageBody: '{"a":1}' } });
    expect(history[2]).toMatchObject({
      taskScheduledEventDetails: { parameters: '{"QueueUrl":"q","MessageBody":{"a":1}}' },
    });
  });
});
