import { Aws, aws_ecs as ecs, type aws_iam as iam } from "aws-cdk-lib";
import type { Construct } from "constructs";
import { acknowledge } from "../acknowledgements.ts";

/** Seconds. The longest that Fargate grants; the worker hands back what it holds before. */
const STOP_TIMEOUT = 120;

/** The worker's container: one process, which can write nowhere and become nobody else. */
export function workerTask(
  scope: Construct,
  props: {
    readonly family: string;
    readonly imageUri: string;
    readonly environment: Readonly<Record<string, string>>;
    readonly logGroupName: string;
    readonly taskRole: iam.IRole;
    readonly executionRole: iam.IRole;
  },
): ecs.CfnTaskDefinition {
  const task = new ecs.CfnTaskDefinition(scope, "Task", {
    family: props.family,
    requiresCompatibilities: ["FARGATE"],
    networkMode: "awsvpc",
    runtimePlatform: { cpuArchitecture: "X86_64", operatingSystemFamily: "LINUX" },
    // Four downloads at once wait for networks most of the time, and hold a part each in memory.
    cpu: "512",
    memory: "1024",
    taskRoleArn: props.taskRole.roleArn,
    executionRoleArn: props.executionRole.roleArn,
    containerDefinitions: [
      {
        name: "worker",
        image: props.imageUri,
        essential: true,
        // Of the image; it owns nothing.
        user: "node",
        readonlyRootFilesystem: true,
        linuxParameters: { capabilities: { drop: ["ALL"] } },
        stopTimeout: STOP_TIMEOUT,
        environment: Object.entries(props.environment).map(([name, value]) => ({ name, value })),
        healthCheck: {
          // The image's own is not looked at (ECS API reference, HealthCheck).
          command: ["CMD", "node", "health-check.mjs"],
          interval: 30,
          timeout: 5,
          retries: 3,
          startPeriod: 30,
        },
        logConfiguration: {
          logDriver: "awslogs",
          options: {
            "awslogs-group": props.logGroupName,
            "awslogs-region": Aws.REGION,
            "awslogs-stream-prefix": "worker",
          },
        },
      },
    ],
  });
  acknowledge(task, "noSecretInEnvironment");
  return task;
}
