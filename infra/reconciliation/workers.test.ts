import { readFileSync } from "node:fs";
import { join } from "node:path";
import { App, Stack } from "aws-cdk-lib";
import { describe, expect, test, vi } from "vitest";
import { workerVariables } from "../../src/reconciliation/worker/settings.ts";
import { linekeeperApp } from "../app.ts";
import { BundleMissingError } from "../bundled-code.ts";
import { packageRoot } from "../package-root.ts";
import { synthesized, temporaryAssembly } from "../test-template.ts";
import {
  aloneReconciliation,
  only,
  workerContainer,
  workerEnvironment,
} from "./test-reconciliation.ts";
import { workerImage } from "./worker-image.ts";

// A synthesis takes a second or two, but not on a machine that does much else.
vi.setConfig({ testTimeout: 60_000 });

const template = synthesized(linekeeperApp(temporaryAssembly()).app, "Linekeeper");

describe("the download workers", () => {
  test("have the variables that they declare, and no secret among them", () => {
    expect(Object.keys(workerEnvironment(template)).sort()).toEqual(
      Object.keys(workerVariables).sort(),
    );
    expect(workerEnvironment(template)).toMatchObject({
      DOWNLOAD_QUEUE_URL: "<ReconciliationDownloads>",
      EXPORT_API_TOKEN_SECRET_ARN: "<ExportApiTokenSecretArn>",
      EXPORT_DOWNLOAD_HOSTS: "<ExportDownloadHosts>",
      RECORDINGS_PREFIX: "<RecordingsPrefix>",
      DOWNLOAD_HEARTBEAT_SECONDS: "60",
    });
  });

  test("can write nowhere, are nobody, and have time to end", () => {
    expect(workerContainer(template)).toMatchObject({
      ReadonlyRootFilesystem: true,
      User: "node",
      LinuxParameters: { Capabilities: { Drop: ["ALL"] } },
      HealthCheck: { Command: ["CMD", "node", "health-check.mjs"] },
    });
    const { StopTimeout } = workerContainer(template);
    expect(StopTimeout).toBe(120);
    expect(Number(workerEnvironment(template)["DOWNLOAD_GRACE_SECONDS"])).toBeLessThan(120);
    const files = readFileSync(join(packageRoot(), "infra/worker-image/Dockerfile"), "utf8");
    expect(files).toContain("USER node");
    expect(files).toContain("health-check.mjs");
  });

  test("a deployment that does not come up is taken back", () => {
    expect(only(template.of("AWS::ECS::Service"))).toMatchObject({
      LaunchType: "FARGATE",
      DeploymentConfiguration: { DeploymentCircuitBreaker: { Enable: true, Rollback: true } },
      NetworkConfiguration: {
        AwsvpcConfiguration: {
          AssignPublicIp: "<HasNoVpc ? ENABLED : <AssignPublicIp>>",
          Subnets:
            "<HasNoVpc ? <NetworkWorkersSubnet1Subnet>,<NetworkWorkersSubnet2Subnet> : <SubnetIds>>",
        },
      },
    });
  });

  test("nothing can connect to them, and their own network is made only where none is given", () => {
    expect(only(template.of("AWS::EC2::SecurityGroup"))).not.toHaveProperty("SecurityGroupIngress");
    expect(template.of("AWS::EC2::NatGateway")).toEqual({});
    const resources = JSON.parse(template.text).Resources as Readonly<
      Record<string, { readonly Condition?: string }>
    >;
    const network = Object.entries(resources).filter(([id]) => id.startsWith("Network"));
    expect(network).toHaveLength(12);
    for (const [, { Condition }] of network) expect(Condition).toBe("HasNoVpc");
  });

  test("one always runs: a heartbeat would not outlast the call of the first", () => {
    expect(only(template.of("AWS::ApplicationAutoScaling::ScalableTarget"))).toMatchObject({
      MinCapacity: 1,
      MaxCapacity: 4,
    });
    expect(only(template.of("AWS::ECS::Service"))).not.toHaveProperty("DesiredCount");
  });

  test("one download that waits for three minutes calls another one", () => {
    const policies = template.of("AWS::ApplicationAutoScaling::ScalingPolicy");
    const late = Object.values(policies).find(({ PolicyName }) => PolicyName === "Late");
    expect(late).toMatchObject({
      StepScalingPolicyConfiguration: {
        AdjustmentType: "ChangeInCapacity",
        StepAdjustments: [{ MetricIntervalLowerBound: 0, ScalingAdjustment: 1 }],
      },
    });
    expect(template.of("AWS::CloudWatch::Alarm")["ReconciliationWorkersScalingLate"]).toMatchObject(
      {
        MetricName: "ApproximateNumberOfMessagesVisible",
        Statistic: "Maximum",
        Period: 60,
        Threshold: 1,
        EvaluationPeriods: 3,
      },
    );
  });

  test("where none should, the first download calls one", () => {
    const none = aloneReconciliation({ minimumWorkers: 0, maximumWorkers: 2 });
    const [more, fewer] = Object.values(none.of("AWS::ApplicationAutoScaling::ScalingPolicy"));
    expect(more).toMatchObject({
      StepScalingPolicyConfiguration: {
        StepAdjustments: [
          { MetricIntervalLowerBound: 0, MetricIntervalUpperBound: 39, ScalingAdjustment: 1 },
          { MetricIntervalLowerBound: 39, ScalingAdjustment: 2 },
        ],
      },
    });
    expect(fewer).toMatchObject({
      StepScalingPolicyConfiguration: {
        AdjustmentType: "ExactCapacity",
        StepAdjustments: [{ MetricIntervalUpperBound: 0, ScalingAdjustment: 0 }],
      },
    });
    expect(none.of("AWS::CloudWatch::Alarm")["Number0WorkersScalingMore"]).toMatchObject({
      Threshold: 1,
    });
  });

  test("say so when their bundle was not built", () => {
    const stack = new Stack(new App({ outdir: temporaryAssembly() }), "Theirs");
    expect(() => workerImage(stack, temporaryAssembly())).toThrow(BundleMissingError);
  });
});
