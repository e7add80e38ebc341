import { describe, expect, it } from "vitest";
import {
  A_TABLE,
  AROUND,
  aFunctionResource,
  FAILED,
  FUNCTION_ARN,
  QUEUE_ARN,
  read,
} from "./a-template.ts";

describe("functions", () => {
  it("have their code, time, environment and failure configuration", () => {
    const { functions } = read({
      Table: ["AWS::DynamoDB::Table", A_TABLE],
      ...AROUND,
      Set0A1B2C3D: aFunctionResource({
        Handler: "index.set_handler",
        Timeout: 5,
        MemorySize: "256",
        Role: { "Fn::GetAtt": ["RoleOfNoConcern", "Arn"] },
        DeadLetterConfig: { TargetArn: FAILED },
        Environment: { Variables: { CALLBACK_TABLE: { Ref: "Table" }, N: 5 } },
      }),
      Config: [
        "AWS::Lambda::EventInvokeConfig",
        {
          FunctionName: { Ref: "Set0A1B2C3D" },
          Qualifier: "$LATEST",
          MaximumRetryAttempts: 1,
          DestinationConfig: { OnFailure: { Destination: FAILED } },
        },
      ],
    });
    expect(functions).toEqual([
      {
        logicalId: "Fn0A1B2C3D",
        name: "Fn",
        arn: FUNCTION_ARN,
        handler: "index.handler",
        runtime: "nodejs24.x",
        timeoutSeconds: 3,
        memoryMegabytes: 128,
        environment: {},
        codeDirectory: "/cdk.out/asset.c0de",
        asynchronous: { maximumRetryAttempts: 2, maximumEventAgeSeconds: 21_600 },
      },
      expect.objectContaining({
        handler: "index.set_handler",
        timeoutSeconds: 5,
        memoryMegabytes: 256,
        environment: { CALLBACK_TABLE: "Table", N: "5" },
        asynchronous: {
          maximumRetryAttempts: 1,
          maximumEventAgeSeconds: 21_600,
          onFailureArn: QUEUE_ARN,
          deadLetterArn: QUEUE_ARN,
        },
      }),
    ]);
  });

  it("that only deploy are left out", () => {
    const { functions, leftOut } = read({
      Provider: ["AWS::Lambda::Function", { Runtime: "python3.13", Code: { ZipFile: "pass" } }],
      Deploying: ["Custom::Anything", { ServiceToken: { "Fn::GetAtt": ["Provider", "Arn"] } }],
    });
    expect(functions).toEqual([]);
    expect(leftOut.map(({ what }) => what)).toEqual(["Deploying", "Provider"]);
  });
});
