import { describe, expect, it } from "vitest";
import { AROUND, aFunctionResource, FAILED, FUNCTION_ARN, QUEUE_ARN, read } from "./a-template.ts";

const FN = { "Fn::GetAtt": ["Fn0A1B2C3D", "Arn"] };

describe("buckets", () => {
  it("are there with what changes nothing left aside", () => {
    const { buckets, notifications } = read({
      Recordings0A1B2C3D: [
        "AWS::S3::Bucket",
        { BucketEncryption: { Ref: "NoConcern" }, VersioningConfiguration: { Status: "Enabled" } },
      ],
      Named: ["AWS::S3::Bucket", { BucketName: "demo-bank-recordings" }],
    });
    expect(buckets).toEqual([
      { logicalId: "Recordings0A1B2C3D", name: "recordings", arn: "arn:aws:s3:::recordings" },
      {
        logicalId: "Named",
        name: "demo-bank-recordings",
        arn: "arn:aws:s3:::demo-bank-recordings",
      },
    ]);
    expect(notifications).toEqual([]);
  });

  it("tell functions, queues and the event bus of objects", () => {
    const { notifications } = read({
      ...AROUND,
      Files: [
        "AWS::S3::Bucket",
        {
          NotificationConfiguration: {
            EventBridgeConfiguration: { EventBridgeEnabled: true },
            LambdaConfigurations: [
              {
                Event: "s3:ObjectCreated:*",
                Function: FN,
                Filter: {
                  S3Key: {
                    Rules: [
                      { Name: "prefix", Value: "in/" },
                      { Name: "suffix", Value: ".wav" },
                    ],
                  },
                },
              },
            ],
            QueueConfigurations: [{ Event: "s3:ObjectCreated:Put", Queue: FAILED }],
          },
        },
      ],
    });
    expect(notifications).toEqual([
      {
        bucket: "files",
        eventBridge: true,
        targets: [
          {
            logicalId: "Files",
            arn: FUNCTION_ARN,
            events: ["s3:ObjectCreated:*"],
            prefix: "in/",
            suffix: ".wav",
          },
          {
            logicalId: "Files",
            arn: QUEUE_ARN,
            events: ["s3:ObjectCreated:Put"],
            prefix: "",
            suffix: "",
          },
        ],
      },
    ]);
  });

  it("do so, too, through the CDK's custom resource, also when they are somebody else's", () => {
    const { notifications, functions, leftOut } = read(
      {
        ...AROUND,
        Handler: ["AWS::Lambda::Function", { Runtime: "python3.13", Code: { ZipFile: "pass" } }],
        Notifications: [
          "Custom::S3BucketNotifications",
          {
            ServiceToken: { "Fn::GetAtt": ["Handler", "Arn"] },
            BucketName: { Ref: "RecordingsBucket" },
            Managed: false,
            SkipDestinationValidation: false,
            NotificationConfiguration: {
              EventBridgeConfiguration: {},
              LambdaFunctionConfigurations: [
                {
                  Events: ["s3:ObjectCreated:*"],
                  LambdaFunctionArn: FN,
                  Filter: { Key: { FilterRules: [{ Name: "Prefix", Value: "connect/" }] } },
                },
              ],
            },
          },
        ],
      },
      { Parameters: { RecordingsBucket: { Type: "String", Default: "outside" } } },
    );
    expect(notifications).toMatchObject([
      {
        bucket: "outside",
        eventBridge: true,
        targets: [{ arn: FUNCTION_ARN, events: ["s3:ObjectCreated:*"], prefix: "connect/" }],
      },
    ]);
    expect(functions).toHaveLength(1);
    expect(leftOut.map(({ what }) => what)).toEqual(["Handler"]);
  });

  it.each([
    ["ObjectLockEnabled", { ObjectLockEnabled: true }],
    ["NotificationConfiguration", { NotificationConfiguration: { TopicConfigurations: [{}] } }],
  ])("refuse %s", (property, properties) => {
    expect(() => read({ Files: ["AWS::S3::Bucket", properties] })).toThrow(`Files.${property}`);
  });
});

describe("what others name and the stack does not run", () => {
  it("has its reference: topics, log groups, secrets", () => {
    const { functions } = read({
      Alarms: ["AWS::SNS::Topic"],
      Flow: ["AWS::Logs::LogGroup", { LogGroupName: "/aws/connect/demo-bank" }],
      Token: ["AWS::SecretsManager::Secret", { Name: "export/token" }],
      Fn0A1B2C3D: aFunctionResource({
        Environment: {
          Variables: {
            TOPIC: { Ref: "Alarms" },
            GROUP: { Ref: "Flow" },
            SECRET: { Ref: "Token" },
          },
        },
      }),
    });
    expect(functions[0]?.environment).toEqual({
      TOPIC: "arn:aws:sns:eu-central-1:111122223333:Alarms",
      GROUP: "/aws/connect/demo-bank",
      SECRET: expect.stringMatching(
        /^arn:aws:secretsmanager:eu-central-1:111122223333:secret:export\/token-[\da-f]{6}$/,
      ),
    });
  });
});
