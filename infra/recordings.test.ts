import { readFileSync } from "node:fs";
import { join } from "node:path";
import { App, Duration, aws_kms as kms, Stack, aws_s3 as s3, aws_sqs as sqs } from "aws-cdk-lib";
import { describe, expect, test, vi } from "vitest";
import { compileFilterPattern } from "../local/delivery/log-filter-pattern.ts";
import { LOCAL_PARAMETERS } from "../local/instance.ts";
import { loadTemplate } from "../local/template/load-template.ts";
import { ConfigurationError } from "../src/aws/errors.ts";
import { linekeeperApp } from "./app.ts";
import { Recordings, type RecordingsProps } from "./index.ts";
import { packageRoot } from "./package-root.ts";
import { permissions } from "./test-permissions.ts";
import { synthesized, type TestTemplate, temporaryAssembly } from "./test-template.ts";

// A synthesis takes a second or two, but not on a machine that does much else.
vi.setConfig({ testTimeout: 60_000 });

const assembly = temporaryAssembly();
const template = synthesized(linekeeperApp(assembly).app, "Linekeeper");

/** What the template comes to where a deployment says so. */
function deployed(parameters: Readonly<Record<string, string>>) {
  return loadTemplate(assembly, {
    region: "ap-southeast-2",
    account: "111122223333",
    stackName: "Linekeeper",
    endpoint: "http://127.0.0.1:9",
    offered: LOCAL_PARAMETERS,
    parameters,
  });
}

describe("the recording watch in the stack", () => {
  test("its ledger: by contact, by what is due, and by verdict", () => {
    const index = (IndexName: string, hash: string, range: string) => ({
      IndexName,
      KeySchema: [
        { AttributeName: hash, KeyType: "HASH" },
        { AttributeName: range, KeyType: "RANGE" },
      ],
      Projection: { ProjectionType: "KEYS_ONLY" },
    });
    expect(template.of("AWS::DynamoDB::Table")["RecordingsTable"]).toMatchObject({
      TableName: "ContactTable",
      KeySchema: [{ AttributeName: "ContactId", KeyType: "HASH" }],
      TimeToLiveSpecification: { AttributeName: "ExpiresAt", Enabled: true },
      GlobalSecondaryIndexes: [
        index("StateIndex", "State", "NextCheckAt"),
        index("VerdictIndex", "RecordedState", "DisconnectTimestamp"),
      ],
    });
  });

  test("its machine is the file, started on minutes divisible by five", () => {
    const file = join(packageRoot(), "src/recordings/recordings.asl.json");
    const machine = template.of("AWS::StepFunctions::StateMachine")["RecordingsSweepMachine"];
    expect(JSON.parse(String(machine?.["DefinitionString"]))).toEqual(
      JSON.parse(readFileSync(file, "utf8")),
    );
    expect(machine).toMatchObject({
      StateMachineName: "linekeeper-recordings",
      DefinitionSubstitutions: { SweepFunction: "<RecordingsSweepFunction.Arn>" },
    });
    expect(template.of("AWS::Events::Rule")["RecordingsSweepSchedule"]).toMatchObject({
      ScheduleExpression: "cron(0/5 * * * ? *)",
      Targets: [
        {
          Arn: "<RecordingsSweepStart.Arn>",
          DeadLetterConfig: { Arn: "<RecordingsFailures.Arn>" },
        },
      ],
    });
  });

  test("contact events of all calls of this instance, and of no other", () => {
    expect(template.of("AWS::Events::Rule")["RecordingsHearingContactEvents"]).toMatchObject({
      EventPattern: {
        source: ["aws.connect"],
        "detail-type": ["Amazon Connect Contact Event"],
        detail: { channel: ["VOICE"], instanceArn: ["<ConnectInstanceArn>"] },
      },
      Targets: [{ Arn: "<RecordingsHearingContactEvent.Arn>" }],
    });
  });
});

test("an alarm goes off when sweeps leave something undone for half an hour", () => {
  const alarms = Object.values(template.of("AWS::CloudWatch::Alarm"));
  expect(alarms).toContainEqual(
    expect.objectContaining({
      AlarmName: "linekeeper-recordings-sweep-unfinished",
      MetricName: "SweepUnfinished",
      Period: 300,
      EvaluationPeriods: 6,
      Threshold: 1,
    }),
  );
});

describe("the flow log", () => {
  const filterOf = (parameters: Readonly<Record<string, string>> = {}) => {
    const filters = deployed(parameters).subscriptionFilters;
    expect(filters).toHaveLength(1);
    return filters[0];
  };

  test("is subscribed to, and CloudWatch Logs may call the function", () => {
    expect(filterOf({ FlowLogGroupName: "/aws/connect/theirs" })).toMatchObject({
      logGroup: "/aws/connect/theirs",
      destinationArn: expect.stringMatching(/:function:linekeeper-recordings-flow-log$/),
    });
    const allowed = template.of("AWS::Lambda::Permission");
    expect(allowed["RecordingsHearingSubscriptionPermission"]).toEqual({
      Action: "lambda:InvokeFunction",
      FunctionName: "<RecordingsHearingFlowLog.Arn>",
      Principal: "logs.amazonaws.com",
      SourceAccount: "<AWS::AccountId>",
      SourceArn:
        "arn:<AWS::Partition>:logs:<AWS::Region>:<AWS::AccountId>:log-group:<FlowLogGroupName>:*",
    });
  });

  test.each([
    ["SetRecordingBehavior", true],
    ["SetRecordingAndAnalyticsBehavior", true],
    ["UpdateContactRecordingAndAnalyticsBehavior", true],
    ["TheirNewBlock", true],
    ["PlayPrompt", false],
    ["SetContactFlow", false],
    ["SetLoggingBehavior", false],
  ])("%s: lets a line through: %j", (ContactFlowModuleType, expected) => {
    const RecordingBlocks = "SetRecordingBehavior,TheirNewBlock";
    const { pattern = "" } = filterOf({ RecordingBlocks }) ?? {};
    const matches = compileFilterPattern("FlowLog", pattern);
    expect(matches(JSON.stringify({ ContactFlowModuleType }))).toBe(expected);
  });

  test("is left alone where both of its subscriptions are taken; the function can be called all the same", () => {
    const without = deployed({ FlowLogGroupName: "", RecordingEnrol: "every-agent-contact" });
    expect(without.subscriptionFilters).toEqual([]);
    const called = without.functions.find(({ name }) => name === "linekeeper-recordings-flow-log");
    expect(called?.environment["RECORDING_ENROL"]).toBe("every-agent-contact");
  });
});

describe("the bucket", () => {
  const rule = (parameters: Readonly<Record<string, string>>) =>
    deployed(parameters).rules.find(({ logicalId }) => /BucketEventsObjectCreated/.test(logicalId));

  test("tells by EventBridge of what lies below the prefix", () => {
    expect(rule({})).toMatchObject({
      enabled: true,
      eventPattern: {
        source: ["aws.s3"],
        "detail-type": ["Object Created"],
        detail: {
          bucket: { name: [LOCAL_PARAMETERS["RecordingsBucketName"]] },
          object: { key: [{ prefix: `${LOCAL_PARAMETERS["RecordingsPrefix"]}/` }] },
        },
      },
      targets: [{ arn: expect.stringMatching(/:linekeeper-recordings-object-created$/) }],
    });
  });

  test("or by its own notification, which may call the function then", () => {
    expect(rule({ RecordingsBucketEvents: "Notification" })).toMatchObject({ enabled: false });
    const permission = template.of("AWS::Lambda::Permission");
    expect(permission["RecordingsHearingBucketEventsPermission"]).toEqual({
      Action: "lambda:InvokeFunction",
      FunctionName: "<RecordingsHearingObjectCreated.Arn>",
      Principal: "s3.amazonaws.com",
      SourceAccount: "<AWS::AccountId>",
      SourceArn: "arn:<AWS::Partition>:s3:::<RecordingsBucketName>",
    });
  });
});

/** Those in an app of somebody else's. */
function alone(...each: readonly ((stack: Stack) => Partial<RecordingsProps>)[]): TestTemplate {
  const app = new App({
    outdir: temporaryAssembly(),
    builtinCloudFormationValidation: false,
    stackTraces: false,
  });
  const stack = new Stack(app, "Theirs");
  const common = {
    connectInstanceArn: "arn:aws:connect:ap-southeast-2:111122223333:instance/theirs",
    recordings: s3.Bucket.fromBucketName(stack, "Bucket", "their-recordings"),
    recordingsPrefix: "connect/theirs/CallRecordings",
  };
  each.forEach((props, index) => {
    new Recordings(stack, `Number${index}`, { ...common, ...props(stack) });
  });
  return synthesized(app, "Theirs");
}

describe("the construct alone", () => {
  test("its properties reach the functions", () => {
    const given = alone(() => ({
      flowLogGroupName: "/aws/connect/theirs",
      recordingBlocks: ["SetRecordingBehavior", "Newer"],
      enrol: "every-agent-contact",
      grace: Duration.minutes(5),
      describeContactRate: 10,
      describeContactBurst: 20,
    }));
    const functions = given.of("AWS::Lambda::Function");
    const ledger = { RECORDING_ENROL: "every-agent-contact", RECORDING_GRACE_SECONDS: "300" };
    const RECORDING_BLOCKS = "SetRecordingBehavior,Newer";
    expect(functions["Number0HearingFlowLog"]).toMatchObject({
      Environment: { Variables: { ...ledger, RECORDING_BLOCKS } },
    });
    const rate = { DESCRIBE_CONTACT_RATE: "10", DESCRIBE_CONTACT_BURST: "20" };
    expect(functions["Number0SweepFunction"]).toMatchObject({
      Environment: { Variables: { ...ledger, ...rate, RECONCILIATION_QUEUE_URL: "" } },
    });
    expect(given.of("AWS::Logs::SubscriptionFilter")["Number0HearingSubscriptionFilter"]).toEqual({
      LogGroupName: "/aws/connect/theirs",
      DestinationArn: "<Number0HearingFlowLog.Arn>",
      FilterPattern: expect.stringContaining('"Newer"'),
    });
  });

  test.each([
    ["EventBridge", "ENABLED", 0],
    ["Notification", "DISABLED", 1],
  ] as const)("hears of recordings by %s, without a condition", (bucketEvents, State, s3s) => {
    const given = alone(() => ({ bucketEvents }));
    expect(given.text).not.toContain("Fn::Equals");
    const rules = Object.values(given.of("AWS::Events::Rule"));
    expect(
      rules.find(({ EventPattern }) => /Object Created/.test(JSON.stringify(EventPattern))),
    ).toMatchObject({ State });
    const callers = Object.values(given.of("AWS::Lambda::Permission"));
    expect(callers.filter(({ Principal }) => Principal === "s3.amazonaws.com")).toHaveLength(s3s);
  });

  test("subscribes to no flow log, and asks nobody, where it is given none", () => {
    const bare = alone(() => ({}));
    expect(bare.of("AWS::Logs::SubscriptionFilter")).toEqual({});
    expect(permissions(bare)["Number0SweepFunctionRole"]?.join()).not.toContain("sqs:");
  });

  test("may use the key of a queue that has one of its own", () => {
    const asking = alone((stack) => ({
      reconciliationQueue: sqs.Queue.fromQueueAttributes(stack, "Queue", {
        queueArn: "arn:aws:sqs:ap-southeast-2:111122223333:their-requests",
        keyArn: kms.Key.fromKeyArn(stack, "Key", "arn:aws:kms:x:111122223333:key/k").keyArn,
      }),
    }));
    const role = permissions(asking)["Number0SweepFunctionRole"] ?? [];
    expect(role).toContain(
      "sqs:SendMessage on arn:aws:sqs:ap-southeast-2:111122223333:their-requests",
    );
    const ofKey = role.filter((line) => line.startsWith("kms:"));
    expect(ofKey.map((line) => line.split(" ", 1)[0])).toEqual([
      "kms:GenerateDataKey",
      "kms:Decrypt",
    ]);
  });

  test.each([
    [{ recordingBlocks: ["Set Recording"] }],
    [{ describeContactRate: 0 }],
    [{ grace: Duration.seconds(0) }],
  ])("%j: a value that a function would refuse fails the synthesis", (props) => {
    expect(() => alone(() => props)).toThrow(ConfigurationError);
  });

  test("an account can have it twice", () => {
    const two = alone(
      () => ({}),
      () => ({ name: "second", tableName: "Second" }),
    );
    for (const [type, property] of [
      ["AWS::Lambda::Function", "FunctionName"],
      ["AWS::Logs::LogGroup", "LogGroupName"],
      ["AWS::SQS::Queue", "QueueName"],
      ["AWS::StepFunctions::StateMachine", "StateMachineName"],
      ["AWS::DynamoDB::Table", "TableName"],
      ["AWS::CloudWatch::Alarm", "AlarmName"],
    ] as const) {
      const names = Object.values(two.of(type)).map((one) => one[property]);
      expect(names.length).toBeGreaterThan(1);
      expect(new Set(names).size).toBe(names.length);
    }
  });
});
