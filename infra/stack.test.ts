import { readFileSync } from "node:fs";
import { join } from "node:path";
import { aws_sqs as sqs } from "aws-cdk-lib";
import { describe, expect, test, vi } from "vitest";
import { demoVariables } from "../src/async-function/demo/settings.ts";
import { asyncFunctionVariables } from "../src/async-function/settings.ts";
import type { Declaration } from "../src/aws/environment.ts";
import { cancelVariables, claimVariables, releaseVariables } from "../src/callbacks/settings.ts";
import {
  notifyVariables,
  platformVariables,
  triggerVariables,
  watchdogVariables,
} from "../src/reconciliation/settings.ts";
import {
  contactEventVariables,
  flowLogVariables,
  objectCreatedVariables,
  sweepStartVariables,
  sweepVariables,
} from "../src/recordings/settings.ts";
import { checkVariables, recordVariables } from "../src/trackers/settings.ts";
import { linekeeperApp } from "./app.ts";
import { packageRoot } from "./package-root.ts";
import { LEAST_PRIVILEGE, permissions } from "./test-permissions.ts";
import { synthesized, temporaryAssembly } from "./test-template.ts";

// A synthesis takes a second or two, but not on a machine that does much else.
vi.setConfig({ testTimeout: 60_000 });

const template = synthesized(linekeeperApp(temporaryAssembly()).app, "Linekeeper");

describe("synthesis", () => {
  test("the same sources give the same template", () => {
    expect(synthesized(linekeeperApp(temporaryAssembly()).app, "Linekeeper").text).toBe(
      template.text,
    );
  });

  test("what cdk-nag finds and nobody acknowledged fails it", () => {
    const { app, stack } = linekeeperApp(temporaryAssembly());
    new sqs.Queue(stack, "Unprotected");
    expect(() => app.synth()).toThrow("AwsSolutions-SQS4");
  });

  test("nothing runs while deploying: no custom resources, no imports of other stacks", () => {
    expect(template.text).not.toMatch(/Custom::|AWS::CloudFormation::CustomResource|ImportValue/);
  });
});

describe("tables", () => {
  const tables = template.of("AWS::DynamoDB::Table");

  test("claims: by number, and by the root of their contact chain", () => {
    expect(tables["CallbacksTable"]).toMatchObject({
      TableName: "linekeeper-callbacks",
      KeySchema: [{ AttributeName: "callback_number", KeyType: "HASH" }],
      TimeToLiveSpecification: { AttributeName: "ttl", Enabled: true },
      GlobalSecondaryIndexes: [
        {
          IndexName: "OwnerIndex",
          KeySchema: [{ AttributeName: "initial_contact_id", KeyType: "HASH" }],
          Projection: { ProjectionType: "ALL" },
        },
      ],
    });
  });

  test("trackers: by caller", () => {
    expect(tables["TrackersTable"]).toMatchObject({
      TableName: "linekeeper-trackers",
      KeySchema: [{ AttributeName: "caller_id", KeyType: "HASH" }],
      TimeToLiveSpecification: { AttributeName: "item_ttl", Enabled: true },
    });
  });

  test("each is paid by request and can be restored", () => {
    for (const table of Object.values(tables)) {
      expect(table).toMatchObject({
        BillingMode: "PAY_PER_REQUEST",
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      });
    }
  });
});

describe("functions", () => {
  const functions = new Map(
    Object.values(template.of("AWS::Lambda::Function")).map((one) => [one["FunctionName"], one]),
  );

  test.each([
    ["linekeeper-callbacks-set", "index.set_handler", 8, claimVariables],
    ["linekeeper-callbacks-clear", "index.clear_handler", 8, claimVariables],
    ["linekeeper-callbacks-cancel", "index.handler", 8, cancelVariables],
    ["linekeeper-callbacks-release", "index.handler", 60, releaseVariables],
    ["ContextTrackerCheck", "index.handler", 8, checkVariables],
    ["linekeeper-trackers-record", "index.handler", 60, recordVariables],
    ["linekeeper-async-function", "index.handler", 8, asyncFunctionVariables],
    ["linekeeper-demo-account-balance", "index.handler", 60, demoVariables],
    ["linekeeper-reconciliation-trigger", "index.handler", 60, triggerVariables],
    ["CreateExportJobFunction", "index.handler", 60, platformVariables],
    ["CheckExportStatusFunction", "index.handler", 60, platformVariables],
    ["GetExportMetadataFunction", "index.handler", 60, platformVariables],
    ["NotifyDownloadServiceFunction", "index.handler", 30, notifyVariables],
    ["ProcessParallelResultsFunction", "index.handler", 30, {}],
    ["linekeeper-reconciliation-watchdog", "index.handler", 300, watchdogVariables],
    ["linekeeper-recordings-flow-log", "index.handler", 60, flowLogVariables],
    ["linekeeper-recordings-contact-event", "index.handler", 60, contactEventVariables],
    ["linekeeper-recordings-object-created", "index.handler", 60, objectCreatedVariables],
    ["linekeeper-recordings-sweep-start", "index.handler", 30, sweepStartVariables],
    ["linekeeper-recordings-sweep", "index.handler", 120, sweepVariables],
  ])("%s: %s, %i s, and the variables it declares", (name, handler, timeout, declaration) => {
    const one = functions.get(name) ?? {};
    expect(one).toMatchObject({
      Runtime: "nodejs24.x",
      Architectures: ["arm64"],
      Handler: handler,
      Timeout: timeout,
    });
    const { Variables } = (one["Environment"] ?? { Variables: {} }) as { Variables: object };
    const declared = Object.entries(declaration as Declaration)
      .filter(([, variable]) => !variable.setByLambda)
      .map(([variable]) => variable);
    expect(Object.keys(Variables).sort()).toEqual(declared.sort());
  });

  test("each writes into a log group of its own, which ends", () => {
    const groups = template.of("AWS::Logs::LogGroup");
    for (const [name, one] of functions) {
      const { LogGroup } = one["LoggingConfig"] as { readonly LogGroup: string };
      expect(groups[LogGroup.slice(1, -1)]).toEqual({
        LogGroupName: `/aws/lambda/${name}`,
        RetentionInDays: 30,
      });
    }
  });

  test("flows reach the four they call, and no others", () => {
    const called = [
      "CallbacksSet",
      "CallbacksClear",
      "CallbacksCancel",
      "TrackersCheck",
      "AsyncFunction",
    ];
    const associated = Object.values(template.of("AWS::Connect::IntegrationAssociation"));
    expect(associated).toEqual(
      called.map((id) => ({
        InstanceId: "<ConnectInstanceArn>",
        IntegrationArn: `<${id}.Arn>`,
        IntegrationType: "LAMBDA_FUNCTION",
      })),
    );
    const allowed = Object.values(template.of("AWS::Lambda::Permission")).filter(
      ({ Principal }) => Principal === "connect.amazonaws.com",
    );
    expect(allowed).toEqual(
      called.map((id) => ({
        Action: "lambda:InvokeFunction",
        FunctionName: `<${id}.Arn>`,
        Principal: "connect.amazonaws.com",
        SourceAccount: "<AWS::AccountId>",
        SourceArn: "<ConnectInstanceArn>",
      })),
    );
  });
});

describe("what reaches functions by itself", () => {
  test("contact records: in parts, with bounded retries, and kept when given up", () => {
    const mappings = Object.values(template.of("AWS::Lambda::EventSourceMapping")).filter(
      ({ EventSourceArn }) => EventSourceArn === "<ContactRecordStreamArn>",
    );
    const functions = ["<CallbacksReleaseFunction>", "<TrackersRecord>"];
    expect(mappings).toEqual(
      functions.map((FunctionName) => ({
        FunctionName,
        EventSourceArn: "<ContactRecordStreamArn>",
        StartingPosition: "TRIM_HORIZON",
        BatchSize: 100,
        MaximumBatchingWindowInSeconds: 5,
        FunctionResponseTypes: ["ReportBatchItemFailures"],
        BisectBatchOnFunctionError: true,
        MaximumRetryAttempts: 20,
        MaximumRecordAgeInSeconds: 3600,
        DestinationConfig: { OnFailure: { Destination: "<ContactRecordFailures.Arn>" } },
        MetricsConfig: { Metrics: ["EventCount"] },
      })),
    );
  });

  test("contact events: voice callbacks of this instance, tried three times, then kept", () => {
    const rules = template.of("AWS::Events::Rule");
    expect(rules["CallbacksReleaseContactEvents"]).toMatchObject({
      EventPattern: {
        source: ["aws.connect"],
        "detail-type": ["Amazon Connect Contact Event"],
        detail: {
          channel: ["VOICE"],
          initiationMethod: ["CALLBACK", "CALLBACK_CUSTOMER_FIRST_DIALED"],
          instanceArn: ["<ConnectInstanceArn>"],
        },
      },
      Targets: [
        {
          Arn: "<CallbacksReleaseFunction.Arn>",
          DeadLetterConfig: { Arn: "<CallbacksReleaseOnFailureQueue.Arn>" },
        },
      ],
    });
  });

  test("what is invoked asynchronously is tried three times, then kept", () => {
    const kept = [
      ["CallbacksReleaseFunction", "CallbacksReleaseOnFailureQueue"],
      ["ReconciliationWatchdogFunction", "ReconciliationWatchdogOnFailureQueue"],
      ["RecordingsHearingFlowLog", "RecordingsFailures"],
      ["RecordingsHearingContactEvent", "RecordingsFailures"],
      ["RecordingsHearingObjectCreated", "RecordingsFailures"],
      ["RecordingsSweepStart", "RecordingsFailures"],
    ];
    expect(Object.values(template.of("AWS::Lambda::EventInvokeConfig"))).toEqual(
      kept.map(([id, queue]) => ({
        FunctionName: `<${id}>`,
        Qualifier: "$LATEST",
        MaximumRetryAttempts: 2,
        DestinationConfig: { OnFailure: { Destination: `<${queue}.Arn>` } },
      })),
    );
  });

  test("queues are encrypted, and taken from over TLS only", () => {
    const queues = template.of("AWS::SQS::Queue");
    const policies = JSON.stringify(template.of("AWS::SQS::QueuePolicy"));
    expect(Object.keys(queues)).toHaveLength(12);
    for (const [id, queue] of Object.entries(queues)) {
      expect(queue).toMatchObject({ SqsManagedSseEnabled: true });
      expect(policies).toContain(
        `"Condition":{"Bool":{"aws:SecureTransport":"false"}},"Effect":"Deny","Principal":{"AWS":"*"},"Resource":"<${id}.Arn>"`,
      );
    }
  });

  test("what nothing works on stays for two weeks", () => {
    const queues = Object.values(template.of("AWS::SQS::Queue"));
    const deadEnds = queues.filter(({ VisibilityTimeout }) => VisibilityTimeout === undefined);
    expect(deadEnds).toHaveLength(10);
    for (const queue of deadEnds) expect(queue["MessageRetentionPeriod"]).toBe(1_209_600);
  });
});

test("the state machine is the file, in the template itself", () => {
  const file = join(packageRoot(), "src/async-function/async-function.asl.json");
  const machine = template.of("AWS::StepFunctions::StateMachine")["AsyncFunctionMachine"];
  expect(JSON.parse(String(machine?.["DefinitionString"]))).toEqual(
    JSON.parse(readFileSync(file, "utf8")),
  );
  expect(machine).toMatchObject({
    StateMachineName: "linekeeper-async-function",
    StateMachineType: "STANDARD",
    DefinitionSubstitutions: { WrappedFunction: "<Demo.Arn>" },
    LoggingConfiguration: { Level: "ERROR", IncludeExecutionData: false },
  });
});

test("each role may do exactly what its calls take, and what services do in its name", () => {
  expect(permissions(template)).toEqual(LEAST_PRIVILEGE);
  expect(template.text).not.toContain("ManagedPolicyArns");
});
