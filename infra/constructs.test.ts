import {
  App,
  Duration,
  aws_kinesis as kinesis,
  aws_kms as kms,
  aws_lambda as lambda,
  Stack,
  aws_s3 as s3,
  Validations,
} from "aws-cdk-lib";
import { AwsSolutionsChecks } from "cdk-nag";
import { describe, expect, test, vi } from "vitest";
import { ConfigurationError } from "../src/aws/errors.ts";
import { BundleMissingError, bundledCode } from "./bundled-code.ts";
import { AsyncFunction, Callbacks, Reconciliation, Recordings, Trackers } from "./index.ts";
import { PackageNotFoundError, packageRoot } from "./package-root.ts";
import { permissions } from "./test-permissions.ts";
import { synthesized, temporaryAssembly } from "./test-template.ts";

// A synthesis takes a second or two, but not on a machine that does much else.
vi.setConfig({ testTimeout: 60_000 });

/** An app of somebody else's, with resources of their own. */
function anApp() {
  const app = new App({
    outdir: temporaryAssembly(),
    builtinCloudFormationValidation: false,
    stackTraces: false,
  });
  const stack = new Stack(app, "Theirs");
  const connectInstanceArn = "arn:aws:connect:ap-southeast-2:111122223333:instance/theirs";
  const common = {
    connectInstanceArn,
    contactRecords: kinesis.Stream.fromStreamArn(
      stack,
      "ContactRecords",
      "arn:aws:kinesis:ap-southeast-2:111122223333:stream/theirs",
    ),
    contactRecordFailures: s3.Bucket.fromBucketName(stack, "Failures", "their-failures"),
  };
  const wrappedFunction = lambda.Function.fromFunctionName(stack, "Slow", "their-slow-function");
  return { app, stack, common, connectInstanceArn, wrappedFunction };
}

describe("each construct alone", () => {
  test("Callbacks: its properties reach function and table", () => {
    const { app, stack, common } = anApp();
    new Callbacks(stack, "Callbacks", {
      ...common,
      claimTtl: Duration.hours(2),
      maximumConnectionAttempts: 3,
      tableName: "their-claims",
      setFunctionName: "their-set",
      alarmNamePrefix: "their-callbacks",
    });
    const template = synthesized(app, "Theirs");
    const functions = template.of("AWS::Lambda::Function");
    expect(functions["CallbacksSet"]).toMatchObject({
      FunctionName: "their-set",
      Environment: { Variables: { CALLBACK_TTL_SECONDS: "7200" } },
    });
    expect(functions["CallbacksReleaseFunction"]).toMatchObject({
      Environment: { Variables: { CALLBACK_MAXIMUM_CONNECTION_ATTEMPTS: "3" } },
    });
    expect(template.of("AWS::DynamoDB::Table")["CallbacksTable"]).toMatchObject({
      TableName: "their-claims",
    });
    const [alarm] = Object.values(template.of("AWS::CloudWatch::Alarm"));
    expect(alarm).toMatchObject({
      AlarmName: "their-callbacks-set-errors",
      AlarmDescription: expect.stringContaining("#linekeeper-callbacks-set-errors"),
    });
  });

  test("Callbacks: a value that the function would refuse fails the synthesis", () => {
    const { stack, common } = anApp();
    expect(
      () => new Callbacks(stack, "Callbacks", { ...common, maximumConnectionAttempts: 0 }),
    ).toThrow(ConfigurationError);
  });

  test.each([
    [["order_*", "address"], "order_*,address"],
    // An empty text would bring the default back.
    [[], ","],
  ])("Trackers: attributes %j", (attributes, variable) => {
    const { app, stack, common } = anApp();
    new Trackers(stack, "Trackers", {
      ...common,
      attributes,
      lease: Duration.minutes(5),
      checkFunctionName: "their-check",
    });
    const functions = synthesized(app, "Theirs").of("AWS::Lambda::Function");
    expect(functions["TrackersCheck"]).toMatchObject({
      FunctionName: "their-check",
      Environment: { Variables: { TRACKER_LEASE_SECONDS: "300" } },
    });
    expect(functions["TrackersRecord"]).toMatchObject({
      Environment: { Variables: { TRACKER_ATTRIBUTES: variable } },
    });
  });

  test("AsyncFunction: one for each function to wrap, each with its own time limit", () => {
    const { app, stack, connectInstanceArn, wrappedFunction } = anApp();
    const common = { connectInstanceArn, wrappedFunction };
    new AsyncFunction(stack, "One", common);
    new AsyncFunction(stack, "Two", {
      ...common,
      functionName: "their-look-up",
      timeout: Duration.minutes(2),
    });
    const template = synthesized(app, "Theirs");
    const machines = template.of("AWS::StepFunctions::StateMachine");
    expect(JSON.parse(String(machines["OneMachine"]?.["DefinitionString"]))).toMatchObject({
      TimeoutSeconds: 900,
    });
    expect(machines["TwoMachine"]?.["StateMachineName"]).toBe("their-look-up");
    expect(JSON.parse(String(machines["TwoMachine"]?.["DefinitionString"]))).toMatchObject({
      TimeoutSeconds: 120,
    });
    const names = Object.values(template.of("AWS::CloudWatch::Alarm")).map(
      (one) => one["AlarmName"],
    );
    expect(new Set(names).size).toBe(names.length);
    expect(names).toContain("their-look-up-executions-failed");
  });
});

describe("with a customer key", () => {
  const { app, stack, common, wrappedFunction } = anApp();
  const encryptionKey = new kms.Key(stack, "Key", { enableKeyRotation: true });
  new Callbacks(stack, "Callbacks", { ...common, encryptionKey });
  new Trackers(stack, "Trackers", { ...common, encryptionKey });
  new AsyncFunction(stack, "AsyncFunction", { ...common, wrappedFunction, encryptionKey });
  const encrypted = (id: string) => ({
    encryptionKey: kms.Key.fromKeyArn(stack, id, `arn:aws:kms:x:111122223333:key/${id}`),
  });
  const ofRecordings = {
    recordings: s3.Bucket.fromBucketAttributes(stack, "RecordingsBucket", {
      bucketName: "their-recordings",
      ...encrypted("of-recordings"),
    }),
    recordingsPrefix: "connect/theirs/CallRecordings",
    encryptionKey,
  };
  const { requestQueue } = new Reconciliation(stack, "Reconciliation", {
    ...ofRecordings,
    exportApiUrl: "https://platform.example.com",
    exportApiToken: { secretArn: "arn:theirs:secret", ...encrypted("of-secret") },
  });
  new Recordings(stack, "Recordings", {
    ...ofRecordings,
    connectInstanceArn: common.connectInstanceArn,
    reconciliationQueue: requestQueue,
  });
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  const template = synthesized(app, "Theirs");

  test("everything that holds data is encrypted with it", () => {
    const key = "<Key.Arn>";
    for (const table of Object.values(template.of("AWS::DynamoDB::Table"))) {
      expect(table).toMatchObject({ SSESpecification: { SSEEnabled: true, KMSMasterKeyId: key } });
    }
    for (const queue of Object.values(template.of("AWS::SQS::Queue"))) {
      expect(queue).toMatchObject({ KmsMasterKeyId: key });
    }
    for (const group of Object.values(template.of("AWS::Logs::LogGroup"))) {
      expect(group).toMatchObject({ KmsKeyId: key });
    }
    const machines = Object.values(template.of("AWS::StepFunctions::StateMachine"));
    expect(machines).toHaveLength(3);
    for (const machine of machines) {
      expect(machine).toMatchObject({
        EncryptionConfiguration: { KmsKeyId: key, Type: "CUSTOMER_MANAGED_KMS_KEY" },
      });
    }
  });

  test("each role may use it for its own data only", () => {
    const ofKey = Object.entries(permissions(template)).map(([role, lines]) => [
      role,
      lines.filter((line) => line.startsWith("kms:")),
    ]);
    const via = (...services: readonly string[]) => {
      const condition = JSON.stringify({
        StringEquals: {
          "kms:ViaService": services.map((one) => `${one}.<AWS::Region>.<AWS::URLSuffix>`),
        },
      });
      return ["kms:Encrypt", "kms:Decrypt", "kms:GenerateDataKey*"].map(
        (action) => `${action} on <Key.Arn> if ${condition}`,
      );
    };
    const machine = "arn:<AWS::Partition>:states:<AWS::Region>:<AWS::AccountId>:stateMachine:";
    const ofMachine = (arn: string) =>
      `<Key.Arn> if {"StringEquals":{"kms:EncryptionContext:aws:states:stateMachineArn":"${arn}"}}`;
    const ofItsMachine = (name: string) => [
      `kms:Decrypt on ${ofMachine(`${machine}${name}`)}`,
      `kms:GenerateDataKey on ${ofMachine(`${machine}${name}`)}`,
      'kms:GenerateDataKey on <Key.Arn> if {"StringEquals":{"kms:EncryptionContext:SourceArn":"arn:<AWS::Partition>:logs:<AWS::Region>:<AWS::AccountId>:*"}}',
    ];
    const ofTheirs = (key: string, service: string) =>
      `arn:aws:kms:x:111122223333:key/${key} if {"StringEquals":{"kms:ViaService":["${service}.<AWS::Region>.<AWS::URLSuffix>"]}}`;
    const ofSecret = `kms:Decrypt on ${ofTheirs("of-secret", "secretsmanager")}`;
    expect(Object.fromEntries(ofKey)).toEqual({
      CallbacksSetRole: via("dynamodb"),
      CallbacksClearRole: via("dynamodb"),
      CallbacksCancelRole: via("dynamodb"),
      CallbacksReleaseFunctionRole: via("dynamodb", "sqs"),
      TrackersCheckRole: via("dynamodb"),
      TrackersRecordRole: via("dynamodb", "sqs"),
      AsyncFunctionFunctionRole: [`kms:Decrypt on ${ofMachine("<AsyncFunctionMachine>")}`],
      AsyncFunctionMachineRole: ofItsMachine("linekeeper-async-function"),
      ReconciliationTriggerRole: via("dynamodb", "sqs"),
      ReconciliationCreateExportJobRole: [ofSecret],
      ReconciliationCheckExportStatusRole: [ofSecret],
      ReconciliationGetExportMetadataRole: [ofSecret],
      ReconciliationNotifyDownloadServiceRole: via("sqs"),
      ReconciliationProcessParallelResultsRole: [],
      ReconciliationMachineRole: [
        ...via("dynamodb", "sqs"),
        ...ofItsMachine("linekeeper-reconciliation"),
      ],
      ReconciliationWatchdogFunctionRole: [
        `kms:Decrypt on ${ofMachine("<ReconciliationMachine>")}`,
        ...via("dynamodb", "sqs"),
      ],
      ReconciliationWorkersTaskRole: [
        `kms:GenerateDataKey on ${ofTheirs("of-recordings", "s3")}`,
        `kms:Decrypt on ${ofTheirs("of-recordings", "s3")}`,
        ofSecret,
        ...via("sqs"),
      ],
      ReconciliationWorkersExecutionRole: [],
      RecordingsHearingFlowLogRole: via("dynamodb", "sqs"),
      RecordingsHearingContactEventRole: via("dynamodb", "sqs"),
      RecordingsHearingObjectCreatedRole: via("dynamodb", "sqs"),
      RecordingsSweepFunctionRole: via("dynamodb", "sqs"),
      RecordingsSweepMachineRole: ofItsMachine("linekeeper-recordings"),
      RecordingsSweepStartRole: via("sqs"),
    });
  });

  test("the services that keep logs and undelivered events may use it", () => {
    const policy = JSON.stringify(template.of("AWS::KMS::Key")["Key"]);
    expect(policy).toContain("log-group:/aws/lambda/linekeeper-callbacks-set");
    expect(policy).toContain("log-group:/aws/vendedlogs/states/linekeeper-async-function");
    expect(policy).toContain("events.amazonaws.com");
    expect(policy).toContain("delivery.logs.amazonaws.com");
  });
});

describe("the package", () => {
  test("is found from its sources and from what is compiled of them", () => {
    expect(packageRoot(`${packageRoot()}/dist/infra/deep/index.js`)).toBe(packageRoot());
  });

  test("says so when it is not whole", () => {
    expect(() => packageRoot("/nowhere/index.js")).toThrow(PackageNotFoundError);
    expect(() => bundledCode("callbacks", temporaryAssembly())).toThrow(BundleMissingError);
    expect(() => bundledCode("no-such-bundle")).toThrow("Run npm run build");
  });
});
