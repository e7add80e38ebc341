import { App, Stack, aws_s3 as s3 } from "aws-cdk-lib";
import { expect } from "vitest";
import { Reconciliation, type ReconciliationProps } from "../index.ts";
import { synthesized, type TestTemplate, temporaryAssembly } from "../test-template.ts";

/** One in an app of somebody else's. */
export function aloneReconciliation(
  ...each: readonly Partial<ReconciliationProps>[]
): TestTemplate {
  const app = new App({
    outdir: temporaryAssembly(),
    builtinCloudFormationValidation: false,
    stackTraces: false,
  });
  const stack = new Stack(app, "Theirs");
  const common = {
    exportApiUrl: "https://platform.example.com/v1",
    exportApiToken: {
      secretArn: "arn:aws:secretsmanager:ap-southeast-2:111122223333:secret:token-AbCdEf",
    },
    recordings: s3.Bucket.fromBucketName(stack, "Recordings", "their-recordings"),
    recordingsPrefix: "connect/theirs/CallRecordings",
  };
  each.forEach((props, index) => {
    new Reconciliation(stack, `Number${index}`, { ...common, ...props });
  });
  return synthesized(app, "Theirs");
}

export function only(of: Readonly<Record<string, Json>>): Json {
  const all = Object.values(of);
  expect(all).toHaveLength(1);
  return all[0] as Json;
}

type Json = Readonly<Record<string, unknown>>;

interface Container extends Json {
  readonly Environment: readonly { readonly Name: string; readonly Value: string }[];
}

export function workerContainer(of: TestTemplate): Container {
  const task = only(of.of("AWS::ECS::TaskDefinition"));
  return (task["ContainerDefinitions"] as readonly Container[])[0] as Container;
}

export function workerEnvironment(of: TestTemplate): Record<string, string> {
  return Object.fromEntries(
    workerContainer(of).Environment.map(({ Name, Value }) => [Name, Value]),
  );
}
