import {
  Aws,
  aws_ec2 as ec2,
  aws_ecs as ecs,
  type aws_iam as iam,
  type aws_sqs as sqs,
  type aws_stepfunctions as stepfunctions,
} from "aws-cdk-lib";
import { Construct } from "constructs";
import { workerVariables } from "../../src/reconciliation/worker/settings.ts";
import { environmentFor } from "../environment-for.ts";
import { logGroup } from "../log-group.ts";
import { downloadHeartbeatSeconds } from "./machine.ts";
import type { NamedReconciliationProps } from "./props.ts";
import { workerImage } from "./worker-image.ts";
import { smallNetwork, type WorkerNetwork } from "./worker-network.ts";
import { executionRole, workerRole } from "./worker-roles.ts";
import { WorkerScaling } from "./worker-scaling.ts";
import { workerTask } from "./worker-task.ts";

/** Between two heartbeats of a download, unless the machine waits for a shorter time than usual. */
const HEARTBEAT_SECONDS = 60;

type WorkersProps = NamedReconciliationProps & {
  readonly downloads: sqs.Queue;
  readonly poisonQueue: sqs.Queue;
  readonly machine: stepfunctions.StateMachine;
};

/** Fargate tasks that download recordings, as many as there is to do. */
export class ReconciliationWorkers extends Construct {
  readonly clusterName: string;
  readonly serviceName: string;
  /** What the worker's code may do. */
  readonly taskRole: iam.Role;

  constructor(scope: Construct, id: string, props: WorkersProps) {
    super(scope, id);
    this.taskRole = workerRole(this, props, props);
    const task = this.#task(props);
    const cluster = props.cluster ?? this.#cluster(props.name);
    const service = this.#service(cluster.clusterArn, task, props);
    this.clusterName = cluster.clusterName;
    this.serviceName = service.attrName;
    new WorkerScaling(this, "Scaling", {
      clusterName: this.clusterName,
      serviceName: this.serviceName,
      downloads: props.downloads,
      minimumWorkers: props.minimumWorkers ?? 1,
      maximumWorkers: props.maximumWorkers ?? 4,
    });
  }

  #task(props: WorkersProps): ecs.CfnTaskDefinition {
    const family = `${props.name}-worker`;
    const log = logGroup(this, "Logs", `/aws/ecs/${family}`, props);
    const image = workerImage(this);
    const environment = workerEnvironment(props);
    return workerTask(this, {
      family,
      imageUri: image.imageUri,
      environment,
      logGroupName: log.logGroupName,
      taskRole: this.taskRole,
      executionRole: executionRole(this, image.repository, log),
    });
  }

  #cluster(clusterName: string): { readonly clusterArn: string; readonly clusterName: string } {
    const cluster = new ecs.CfnCluster(this, "Cluster", {
      clusterName,
      // Counts the tasks that run, for the alarm on those that are missing.
      clusterSettings: [{ name: "containerInsights", value: "enabled" }],
    });
    return { clusterArn: cluster.attrArn, clusterName: cluster.ref };
  }

  #service(
    clusterArn: string,
    task: ecs.CfnTaskDefinition,
    { name, network = smallNetwork(this) }: WorkersProps,
  ): ecs.CfnService {
    const service = new ecs.CfnService(this, "Service", {
      serviceName: `${name}-worker`,
      cluster: clusterArn,
      taskDefinition: task.ref,
      launchType: "FARGATE",
      // How many is the scaling's to say; a number here would undo it with every deployment.
      deploymentConfiguration: {
        minimumHealthyPercent: 100,
        maximumPercent: 200,
        deploymentCircuitBreaker: { enable: true, rollback: true },
      },
      networkConfiguration: {
        awsvpcConfiguration: {
          subnets: [...network.subnetIds],
          assignPublicIp: network.assignPublicIp,
          securityGroups: [this.#securityGroup(network).attrGroupId],
        },
      },
      propagateTags: "SERVICE",
    });
    if (network.connectivity) service.node.addDependency(network.connectivity);
    return service;
  }

  /** Nothing may connect to a worker. It connects to the platform's API, on whatever port that has. */
  #securityGroup({ vpcId }: WorkerNetwork): ec2.CfnSecurityGroup {
    return new ec2.CfnSecurityGroup(this, "SecurityGroup", {
      groupDescription: "Download workers: outgoing connections only",
      vpcId,
      securityGroupEgress: [
        {
          ipProtocol: "tcp",
          fromPort: 1,
          toPort: 65_535,
          cidrIp: "0.0.0.0/0",
          description: "AWS and the export platform",
        },
      ],
    });
  }
}

function workerEnvironment(props: WorkersProps): Record<string, string> {
  const { downloads, poisonQueue, exportDownloadHosts: hosts } = props;
  const heartbeat = Math.floor(downloadHeartbeatSeconds(props) / 10);
  return environmentFor(workerVariables, {
    DOWNLOAD_QUEUE_URL: downloads.queueUrl,
    RECONCILIATION_POISON_QUEUE_URL: poisonQueue.queueUrl,
    EXPORT_API_URL: props.exportApiUrl,
    EXPORT_API_TOKEN_SECRET_ARN: props.exportApiToken.secretArn,
    ...(hosts && { EXPORT_DOWNLOAD_HOSTS: hosts.join(",") }),
    RECORDINGS_BUCKET: props.recordings.bucketName,
    RECORDINGS_PREFIX: props.recordingsPrefix,
    DOWNLOAD_HEARTBEAT_SECONDS: String(Math.min(HEARTBEAT_SECONDS, heartbeat)),
    AWS_REGION: Aws.REGION,
  });
}
