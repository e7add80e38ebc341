import { readFileSync } from "node:fs";
import { join } from "node:path";
import { App, Duration, Stack, aws_sqs as sqs } from "aws-cdk-lib";
import { describe, expect, test, vi } from "vitest";
import { ContextError, linekeeperApp } from "./app.ts";
import { packageRoot } from "./package-root.ts";
import {
  aloneReconciliation,
  only,
  workerEnvironment,
} from "./reconciliation/test-reconciliation.ts";
import { synthesized, temporaryAssembly } from "./test-template.ts";

// A synthesis takes a second or two, but not on a machine that does much else.
vi.setConfig({ testTimeout: 60_000 });

const template = synthesized(linekeeperApp(temporaryAssembly()).app, "Linekeeper");

describe("reconciliation in the stack", () => {
  test("its table: one item per dialogue, found by status", () => {
    expect(template.of("AWS::DynamoDB::Table")["ReconciliationTable"]).toMatchObject({
      TableName: "ReconciliationTable",
      KeySchema: [
        { AttributeName: "PK", KeyType: "HASH" },
        { AttributeName: "SK", KeyType: "RANGE" },
      ],
      TimeToLiveSpecification: { AttributeName: "TTL", Enabled: true },
      GlobalSecondaryIndexes: [
        {
          IndexName: "StatusIndex",
          KeySchema: [
            { AttributeName: "reconciliationStatus", KeyType: "HASH" },
            { AttributeName: "lastUpdated", KeyType: "RANGE" },
          ],
        },
      ],
    });
  });

  test("its machine is the file, and has something for each of its placeholders", () => {
    const file = readFileSync(
      join(packageRoot(), "src/reconciliation/reconciliation.asl.json"),
      "utf8",
    );
    const machine = template.of("AWS::StepFunctions::StateMachine")["ReconciliationMachine"];
    expect(machine?.["StateMachineName"]).toBe("linekeeper-reconciliation");
    expect(JSON.parse(String(machine?.["DefinitionString"]))).toEqual(JSON.parse(file));
    const substitutions = machine?.["DefinitionSubstitutions"] as object;
    const placeholders = new Set([...file.matchAll(/\$\{(\w+)\}/g)].map(([, name]) => name));
    expect(Object.keys(substitutions).sort()).toEqual([...placeholders].sort());
    expect(substitutions).toMatchObject({
      CreateExportJobFunction: "<ReconciliationCreateExportJob.Arn>",
      DownloadTimeoutSeconds: "7200",
      DownloadHeartbeatSeconds: "600",
    });
  });

  test("its queues have names, and where the messages go that nothing can work on", () => {
    const queues = template.of("AWS::SQS::Queue");
    const dead = (id: string, maxReceiveCount: number) => ({
      RedrivePolicy: { deadLetterTargetArn: `<${id}.Arn>`, maxReceiveCount },
    });
    const name = (end: string) => ({ QueueName: `linekeeper-reconciliation-${end}` });
    expect(queues).toMatchObject({
      ReconciliationRequests: {
        ...name("requests"),
        ...dead("ReconciliationRequestsDead", 15),
        VisibilityTimeout: 360,
      },
      ReconciliationRequestsDead: name("requests-dead"),
      ReconciliationDownloads: {
        ...name("downloads"),
        ...dead("ReconciliationDownloadsDead", 20),
        VisibilityTimeout: 300,
      },
      ReconciliationDownloadsDead: name("downloads-dead"),
      ReconciliationDeadLetters: name("dead-letters"),
      ReconciliationPoison: name("poison"),
      ReconciliationWatchdogOnFailureQueue: name("watchdog-failures"),
    });
  });

  test("requests are delivered in parts", () => {
    const mappings = Object.values(template.of("AWS::Lambda::EventSourceMapping"));
    expect(mappings).toContainEqual({
      EventSourceArn: "<ReconciliationRequests.Arn>",
      FunctionName: "<ReconciliationTrigger>",
      BatchSize: 10,
      FunctionResponseTypes: ["ReportBatchItemFailures"],
    });
  });

  test("the watchdog hears of this machine's failures, and looks for itself", () => {
    const rules = template.of("AWS::Events::Rule");
    const Targets = [
      {
        Arn: "<ReconciliationWatchdogFunction.Arn>",
        DeadLetterConfig: { Arn: "<ReconciliationWatchdogOnFailureQueue.Arn>" },
      },
    ];
    expect(rules["ReconciliationWatchdogStatusChanges"]).toMatchObject({
      EventPattern: {
        source: ["aws.states"],
        "detail-type": ["Step Functions Execution Status Change"],
        detail: {
          status: ["FAILED", "TIMED_OUT", "ABORTED"],
          stateMachineArn: ["<ReconciliationMachine>"],
        },
      },
      Targets,
    });
    expect(rules["ReconciliationWatchdogSchedule"]).toMatchObject({
      ScheduleExpression: "rate(15 minutes)",
      Targets,
    });
  });

  test("can be left out, with all that it asks of a deployment", () => {
    const { app } = linekeeperApp(temporaryAssembly(), { reconciliation: "false" });
    const without = synthesized(app, "Linekeeper");
    expect(without.text).not.toMatch(/Reconciliation|ExportApi|RecordingsKey|AWS::EC[2RS]/);
    const sweep = without.of("AWS::Lambda::Function")["RecordingsSweepFunction"];
    expect(sweep).toMatchObject({ Environment: { Variables: { RECONCILIATION_QUEUE_URL: "" } } });
    expect(() => linekeeperApp(temporaryAssembly(), { reconciliation: "no" })).toThrow(
      ContextError,
    );
  });

  test("is never left out of the template that the local stack runs", () => {
    const cdkOut = join(packageRoot(), "cdk.out");
    expect(() => linekeeperApp(cdkOut, { reconciliation: "false" })).toThrow(/CDK_OUTDIR/);
  });
});

describe("the construct alone", () => {
  test("runs where it is told to, and reads a queue that is there", () => {
    const app = new App({ outdir: temporaryAssembly() });
    const given = aloneReconciliation({
      requestQueue: sqs.Queue.fromQueueArn(
        new Stack(app, "Other"),
        "Queue",
        "arn:aws:sqs:ap-southeast-2:111122223333:their-requests",
      ),
      cluster: { clusterArn: "arn:aws:ecs:x:1:cluster/theirs", clusterName: "theirs" },
      network: { vpcId: "vpc-1", subnetIds: ["subnet-1"], assignPublicIp: "DISABLED" },
      exportDownloadHosts: ["files.example.com", "more.example.com"],
    });
    expect(given.of("AWS::EC2::VPC")).toEqual({});
    expect(given.of("AWS::ECS::Cluster")).toEqual({});
    expect(only(given.of("AWS::ECS::Service"))).toMatchObject({
      Cluster: "arn:aws:ecs:x:1:cluster/theirs",
      NetworkConfiguration: { AwsvpcConfiguration: { Subnets: ["subnet-1"] } },
    });
    expect(only(given.of("AWS::Lambda::EventSourceMapping"))).toMatchObject({
      EventSourceArn: "arn:aws:sqs:ap-southeast-2:111122223333:their-requests",
    });
    expect(Object.keys(given.of("AWS::SQS::Queue"))).not.toContain("Number0Requests");
    expect(workerEnvironment(given)["EXPORT_DOWNLOAD_HOSTS"]).toBe(
      "files.example.com,more.example.com",
    );
    const alarms = Object.values(given.of("AWS::CloudWatch::Alarm")).map((one) => one["AlarmName"]);
    expect(alarms).toContain("linekeeper-reconciliation-requests-late");
    expect(alarms).not.toContain("linekeeper-reconciliation-requests-dead");
  });

  test("its time limits reach the machine, the watchdog and the workers", () => {
    const brisk = aloneReconciliation({
      timeout: Duration.hours(1),
      downloadTimeout: Duration.minutes(10),
      downloadHeartbeat: Duration.minutes(2),
    });
    const machine = only(brisk.of("AWS::StepFunctions::StateMachine"));
    expect(JSON.parse(String(machine["DefinitionString"]))).toMatchObject({ TimeoutSeconds: 3600 });
    expect(machine["DefinitionSubstitutions"]).toMatchObject({
      DownloadTimeoutSeconds: "600",
      DownloadHeartbeatSeconds: "120",
    });
    expect(brisk.of("AWS::Lambda::Function")["Number0WatchdogFunction"]).toMatchObject({
      Environment: { Variables: { RECONCILIATION_TIMEOUT_SECONDS: "3600" } },
    });
    expect(workerEnvironment(brisk)["DOWNLOAD_HEARTBEAT_SECONDS"]).toBe("12");
  });

  test("an account can have it twice", () => {
    const two = aloneReconciliation(
      {},
      { name: "second", functionNamePrefix: "Second", tableName: "Second" },
    );
    const names = (type: string, property: string) =>
      Object.values(two.of(type)).flatMap((one) => (one[property] ? [one[property]] : []));
    for (const [type, property] of [
      ["AWS::Lambda::Function", "FunctionName"],
      ["AWS::Logs::LogGroup", "LogGroupName"],
      ["AWS::SQS::Queue", "QueueName"],
      ["AWS::StepFunctions::StateMachine", "StateMachineName"],
      ["AWS::DynamoDB::Table", "TableName"],
      ["AWS::ECS::Cluster", "ClusterName"],
      ["AWS::ECS::Service", "ServiceName"],
      ["AWS::ECS::TaskDefinition", "Family"],
      ["AWS::CloudWatch::Alarm", "AlarmName"],
    ] as const) {
      const found = names(type, property);
      expect(found.length).toBeGreaterThan(1);
      expect(new Set(found).size).toBe(found.length);
    }
  });
});
