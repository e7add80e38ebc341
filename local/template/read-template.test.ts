import { describe, expect, it } from "vitest";
import {
  A_TABLE,
  AROUND,
  aFunctionResource,
  DEPLOYMENT,
  FUNCTION_ARN,
  read,
} from "./a-template.ts";
import { Assets } from "./assets.ts";
import { readTemplate } from "./read-template.ts";
import { TemplateError } from "./template-error.ts";

describe("outputs", () => {
  it("are values, or left out and said so", () => {
    const { outputs, leftOut } = read(
      { ...AROUND, Board: ["AWS::CloudWatch::Dashboard"] },
      {
        Outputs: {
          FnArn: { Value: { "Fn::GetAtt": ["Fn0A1B2C3D", "Arn"] } },
          BoardName: { Value: { Ref: "Board" } },
        },
      },
    );
    expect(outputs).toEqual({ FnArn: FUNCTION_ARN });
    expect(leftOut).toEqual([
      { what: "Board", why: "AWS::CloudWatch::Dashboard" },
      { what: "Outputs.BoardName", why: expect.stringContaining("AWS::CloudWatch::Dashboard") },
    ]);
  });
});

describe("resources", () => {
  it("whose condition does not hold do not exist", () => {
    const Queue = { Type: "AWS::SQS::Queue" };
    const template = {
      Conditions: { No: { "Fn::Equals": ["a", "b"] } },
      Resources: { Here: Queue, Gone: { ...Queue, Condition: "No" } },
      Outputs: { Url: { Value: { Ref: "Gone" }, Condition: "No" } },
    };
    const { queues, outputs } = readTemplate(template, DEPLOYMENT, new Assets("", {}));
    expect(queues.map(({ name }) => name)).toEqual(["Here"]);
    expect(outputs).toEqual({});
  });

  it("of one kind have names of their own", () => {
    const named = ["AWS::SQS::Queue", { QueueName: "same" }] as const;
    expect(() => read({ One: named, Two: named })).toThrow("Two: is called same, and so is One.");
  });
});

describe("what would run differently in AWS is refused", () => {
  const target = { Id: "T", Arn: FUNCTION_ARN };
  it.each([
    [
      "Streams",
      "StreamSpecification",
      "AWS::DynamoDB::Table",
      { ...A_TABLE, StreamSpecification: {} },
    ],
    [
      "Indexes",
      "LocalSecondaryIndexes",
      "AWS::DynamoDB::Table",
      { ...A_TABLE, LocalSecondaryIndexes: [] },
    ],
    ["Fifo", "FifoQueue", "AWS::SQS::Queue", { FifoQueue: true }],
    [
      "Reserved",
      "ReservedConcurrentExecutions",
      ...aFunctionResource({ ReservedConcurrentExecutions: 1 }),
    ],
    ["Layers", "Layers", ...aFunctionResource({ Layers: ["x"] })],
    ["Python", "Runtime", ...aFunctionResource({ Runtime: "python3.13" })],
    ["Inline", "Code.S3Key", ...aFunctionResource({ Code: { ZipFile: "x" } })],
    ["Asset", "Code.S3Key", ...aFunctionResource({ Code: { S3Bucket: "b", S3Key: "gone.zip" } })],
    ["Filter", "FilterCriteria", "AWS::Lambda::EventSourceMapping", { FilterCriteria: {} }],
    ["Bus", "EventBusName", "AWS::Events::Rule", { EventBusName: "own" }],
    [
      "Transformer",
      "Targets.0.InputTransformer",
      "AWS::Events::Rule",
      { Targets: [{ ...target, InputTransformer: {} }] },
    ],
    [
      "Path",
      "Targets.0.InputPath",
      "AWS::Events::Rule",
      { Targets: [{ ...target, InputPath: "$" }] },
    ],
    ["Object", "Definition", "AWS::StepFunctions::StateMachine", { Definition: {} }],
  ] as const)("%s", (id, path, type, properties) => {
    const reading = () => read({ [id]: [type, properties] });
    expect(reading).toThrow(TemplateError);
    expect(reading).toThrow(new RegExp(`^${id}\\.${path.replaceAll(".", "\\.")}: `));
  });
});
