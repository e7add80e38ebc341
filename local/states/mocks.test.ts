import { describe, expect, it } from "vitest";
import { aMachine } from "./a-machine.ts";
import { type Mocks, mocked } from "./mocks.ts";
import { type Finished, runMachine } from "./run-machine.ts";

const FUNCTION = "arn:aws:lambda:us-east-1:111111111111:function:lookup";
const INVOKE = "arn:aws:states:::lambda:invoke";
const SEND = "arn:aws:states:::sqs:sendMessage.waitForTaskToken";
const TOKEN = "{% $states.context.Task.Token %}";

function run(task: object, mocks: Mocks): Promise<Finished> {
  const machine = aMachine({ T: { Type: "Task", End: true, ...task } });
  return runMachine(machine, {}, { integrations: () => mocked(mocks) });
}

describe("a mock answers", () => {
  const invoke = { Resource: INVOKE, Arguments: { FunctionName: `${FUNCTION}:live` } };
  const waiting = {
    Resource: `${INVOKE}.waitForTaskToken`,
    Arguments: { FunctionName: "lookup", Payload: { token: TOKEN } },
    HeartbeatSeconds: 10,
  };
  const sent = { Resource: SEND, Arguments: { QueueUrl: "q", MessageBody: { token: TOKEN } } };

  it.each<[string, object, Mocks, unknown]>([
    ["for a function by its name", invoke, { lookup: { a: 1 } }, { Payload: { a: 1 } }],
    ["by its qualified ARN", invoke, { [`${FUNCTION}:live`]: 1 }, { Payload: 1 }],
    ["by its ARN alone", invoke, { [FUNCTION]: 1 }, { Payload: 1 }],
    ["for a task by its resource", invoke, { [INVOKE]: { Payload: 2 } }, { Payload: 2 }],
    [
      "in another partition",
      { Resource: "arn:aws-cn:states:::dynamodb:getItem", Arguments: {} },
      { "arn:aws-cn:states:::dynamodb:getItem": { Item: {} } },
      { Item: {} },
    ],
    ["with what comes with a token", waiting, { lookup: { done: true } }, { done: true }],
    ["the same by the resource", sent, { [SEND]: { done: true } }, { done: true }],
    ["the same without what it waits for", sent, { "arn:aws:states:::sqs:sendMessage": 1 }, 1],
  ])("%s", async (_, task, mocks, output) => {
    const finished = await run(task, mocks);
    expect(finished.status).toBe("SUCCEEDED");
    expect(finished.output).toEqual(
      typeof output === "object" ? expect.objectContaining(output as object) : output,
    );
  });

  it("with a failure that came with a token", async () => {
    const finished = await run(sent, { [SEND]: { $error: "Gone", $cause: "no such" } });
    expect(finished).toMatchObject({ status: "FAILED", error: "Gone", cause: "no such" });
  });

  it("nothing that was not given, and says what to give", async () => {
    expect(await run(sent, {})).toMatchObject({
      error: "States.Runtime",
      cause: expect.stringContaining(`--mock '${SEND}=JSON'`),
    });
  });
});

describe("a mock is refused:", () => {
  it.each<[string, Mocks, RegExp]>([
    ["an empty list", { f: [] }, /^f: an empty list/],
    ["an error that is no text", { f: { $error: 5 } }, /^f: .*must be texts/],
    ["a cause that is no text", { f: [1, { $error: "E", $cause: {} }] }, /must be texts/],
    ["an error and a result", { f: { $error: "E", a: 1 } }, /"a" stands beside \$error/],
  ])("%s", (_, mocks, reason) => {
    expect(() => mocked(mocks)).toThrow(reason);
  });
});
