import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { A_TABLE, aFunctionResource, resolved } from "./a-template.ts";
import { TemplateError } from "./template-error.ts";

const QUEUE = ["AWS::SQS::Queue"] as const;
const RESOURCES = {
  Callbacks0A1B2C3D: ["AWS::DynamoDB::Table", A_TABLE],
  Poison0A1B2C3D: QUEUE,
  Set0A1B2C3D: aFunctionResource({ FunctionName: { "Fn::Sub": `\${AWS::StackName}-set` } }),
  Machine0A1B2C3D: [
    "AWS::StepFunctions::StateMachine",
    { DefinitionString: "{}", StateMachineName: "async" },
  ],
  Stream0A1B2C3D: ["AWS::Kinesis::Stream", { ShardCount: 1 }],
  Bucket0A1B2C3D: ["AWS::S3::Bucket"],
} as const;

describe("references", () => {
  it.each([
    [{ Ref: "AWS::Region" }, "eu-central-1"],
    [{ Ref: "AWS::AccountId" }, "111122223333"],
    [{ Ref: "AWS::Partition" }, "aws"],
    [{ Ref: "AWS::URLSuffix" }, "amazonaws.com"],
    [{ Ref: "AWS::StackName" }, "Linekeeper"],
    [{ Ref: "Callbacks0A1B2C3D" }, "Callbacks"],
    [{ Ref: "Set0A1B2C3D" }, "Linekeeper-set"],
    [{ Ref: "Poison0A1B2C3D" }, "http://127.0.0.1:4566/111122223333/Poison"],
    [{ Ref: "Machine0A1B2C3D" }, "arn:aws:states:eu-central-1:111122223333:stateMachine:async"],
    [at("Callbacks0A1B2C3D", "Arn"), "arn:aws:dynamodb:eu-central-1:111122223333:table/Callbacks"],
    [at("Set0A1B2C3D", "Arn"), "arn:aws:lambda:eu-central-1:111122223333:function:Linekeeper-set"],
    [at("Poison0A1B2C3D", "Arn"), "arn:aws:sqs:eu-central-1:111122223333:Poison"],
    [at("Poison0A1B2C3D", "QueueName"), "Poison"],
    [at("Machine0A1B2C3D", "Arn"), "arn:aws:states:eu-central-1:111122223333:stateMachine:async"],
    [at("Stream0A1B2C3D", "Arn"), "arn:aws:kinesis:eu-central-1:111122223333:stream/Stream"],
    [at("Bucket0A1B2C3D", "Arn"), "arn:aws:s3:::bucket"],
    [{ "Fn::GetAtt": "Poison0A1B2C3D.QueueName" }, "Poison"],
  ])("%j is %s", (value, expected) => {
    expect(resolved(value, RESOURCES)).toBe(expected);
  });

  function at(logicalId: string, attribute: string) {
    return { "Fn::GetAtt": [logicalId, attribute] };
  }
});

describe("names", () => {
  it("are the logical id without the CDK's hash where that stays unique", () => {
    const queues = { Poison0A1B2C3D: QUEUE, Poison4E5F6071: QUEUE, Other0A1B2C3D: QUEUE };
    const names = (id: string) => resolved({ "Fn::GetAtt": [id, "QueueName"] }, queues);
    expect(names("Poison0A1B2C3D")).toBe("Poison0A1B2C3D");
    expect(names("Poison4E5F6071")).toBe("Poison4E5F6071");
    expect(names("Other0A1B2C3D")).toBe("Other");
  });
});

describe("functions", () => {
  const parameters = {
    Parameters: {
      Instance: { Type: "String", Default: "i-1" },
      Names: { Type: "CommaDelimitedList", Default: "a,b,c" },
    },
  };

  it.each([
    [{ "Fn::Join": ["-", ["a", { Ref: "Instance" }, "c"]] }, "a-i-1-c"],
    [{ "Fn::Join": ["", { Ref: "Names" }] }, "abc"],
    [
      { "Fn::Sub": `x-\${Instance}-\${AWS::Region}-\${!Literal}` },
      `x-i-1-eu-central-1-\${Literal}`,
    ],
    [
      { "Fn::Sub": [`\${Own}/\${Instance}`, { Own: { Ref: "AWS::AccountId" } }] },
      "111122223333/i-1",
    ],
    [{ "Fn::Sub": `\${Poison0A1B2C3D.QueueName}` }, "Poison"],
    [{ "Fn::Select": [1, { "Fn::Split": [":", "a:b:c"] }] }, "b"],
    [{ "Fn::Select": ["2", { Ref: "Names" }] }, "c"],
  ])("%j is %s", (value, expected) => {
    expect(resolved(value, { Poison0A1B2C3D: QUEUE }, parameters)).toBe(expected);
  });

  it("splits what it joined", () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-z]*$/), { minLength: 1 }), (parts) => {
        const joined = { "Fn::Join": [":", parts] };
        const back = { "Fn::Join": [":", { "Fn::Split": [":", joined] }] };
        expect(resolved(back)).toBe(parts.join(":"));
      }),
    );
  });

  it("leaves out what is AWS::NoValue", () => {
    expect(resolved({ Ref: "AWS::NoValue" })).toBeUndefined();
    expect(resolved({ "Fn::Join": [",", ["a", { Ref: "AWS::NoValue" }, "b"]] })).toBe("a,b");
  });
});

describe("conditions", () => {
  const sections = {
    Parameters: { Mode: { Type: "String", Default: "small" } },
    Conditions: {
      Small: { "Fn::Equals": [{ Ref: "Mode" }, "small"] },
      Large: { "Fn::Not": [{ Condition: "Small" }] },
      Both: { "Fn::And": [{ Condition: "Small" }, { Condition: "Large" }] },
      Either: { "Fn::Or": [{ Condition: "Small" }, { Condition: "Large" }] },
      Circle: { "Fn::Not": [{ Condition: "Circle" }] },
    },
  };
  const value = (condition: string) => ({ "Fn::If": [condition, "yes", { Ref: "AWS::NoValue" }] });

  it.each([
    ["Small", "yes"],
    ["Large", undefined],
    ["Both", undefined],
    ["Either", "yes"],
  ])("%s gives %s", (condition, expected) => {
    expect(resolved(value(condition), {}, sections)).toBe(expected);
  });

  it.each(["Circle", "Unknown"])("refuses %s", (condition) => {
    expect(() => resolved(value(condition), {}, sections)).toThrow(TemplateError);
  });
});

describe("what cannot be resolved names the place", () => {
  it.each([
    [{ Ref: "Nothing" }, "Probe.Environment.Variables.VALUE.Ref: refers to Nothing, which"],
    [{ "Fn::ImportValue": "x" }, "VALUE.Fn::ImportValue: the local stack is one stack"],
    [{ "Fn::FindInMap": ["a", "b", "c"] }, "VALUE: Fn::FindInMap is not supported"],
    [{ "Fn::GetAtt": ["Key", "Arn"] }, "has nothing of type AWS::KMS::Key"],
    [{ "Fn::GetAtt": ["Queue", "Colour"] }, "Queue has no attribute Colour"],
    [{ "Fn::Select": [7, ["a"]] }, "there is no item 7"],
    [{ "Fn::Join": ["-", [["a"]]] }, 'expected a text, got ["a"]'],
    [{ Ref: "Required" }, "parameter Required has no value and no default"],
    [{ Ref: "Looked" }, "read from the Systems Manager"],
    [{ Ref: "Circular" }, "whose name refers back to here"],
  ])("%j", (value, message) => {
    const read = () =>
      resolved(
        value,
        {
          Queue: QUEUE,
          Key: ["AWS::KMS::Key"],
          Circular: ["AWS::SQS::Queue", { QueueName: { "Fn::GetAtt": ["Circular", "QueueName"] } }],
        },
        {
          Parameters: {
            Required: { Type: "String" },
            Looked: { Type: "AWS::SSM::Parameter::Value<String>", Default: "/name" },
          },
        },
      );
    expect(read).toThrow(TemplateError);
    expect(read).toThrow(message);
  });
});
