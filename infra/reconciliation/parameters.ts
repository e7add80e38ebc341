import { CfnCondition, CfnParameter, Fn, aws_iam as iam, type Stack, Token } from "aws-cdk-lib";
import { useOfKey } from "../encryption.ts";
import type { ExportPlatformProps, WorkersProps } from "./props.ts";
import { smallNetwork, type WorkerNetwork } from "./worker-network.ts";
import { WRITES_RECORDINGS } from "./worker-roles.ts";

type FromParameters = ExportPlatformProps & Pick<WorkersProps, "network">;

/** What a deployment says of the export platform and of the workers' network. */
export function reconciliationParameters(stack: Stack): FromParameters {
  return { ...exportPlatform(stack), network: network(stack) };
}

function exportPlatform(stack: Stack): ExportPlatformProps {
  const url = new CfnParameter(stack, "ExportApiUrl", {
    description: "Address of the export platform's API",
    // As the functions have it: in clear only to the machine itself, which is the local stack.
    allowedPattern: "(https://|http://(127\\.0\\.0\\.1|localhost)[:/])[^\\s?#@]+",
    constraintDescription: "https://<host>, with a path where it has one",
  });
  const token = new CfnParameter(stack, "ExportApiTokenSecretArn", {
    description: "The Secrets Manager secret whose text is the API's bearer token",
    allowedPattern: "arn:[a-z-]+:secretsmanager:[a-z0-9-]+:[0-9]{12}:secret:[A-Za-z0-9/_+=.@-]+",
    constraintDescription: "arn:aws:secretsmanager:<region>:<account>:secret:<name>-<six letters>",
  });
  const hosts = new CfnParameter(stack, "ExportDownloadHosts", {
    description: "Hosts that archives may be downloaded from, by commas; empty: the API's own",
    default: "",
    allowedPattern: "[A-Za-z0-9.:,\\[\\]-]*",
    constraintDescription: "host names, by commas",
  });
  return {
    exportApiUrl: url.valueAsString,
    exportApiToken: { secretArn: token.valueAsString },
    exportDownloadHosts: [hosts.valueAsString],
  };
}

function network(stack: Stack): WorkerNetwork {
  const vpc = new CfnParameter(stack, "VpcId", {
    description: "Where download workers run; empty: in a small network of their own",
    default: "",
    allowedPattern: "(vpc-[0-9a-f]+)?",
    constraintDescription: "vpc-<id>, or empty",
  });
  const subnets = new CfnParameter(stack, "SubnetIds", {
    type: "CommaDelimitedList",
    description: "Subnets of the VPC, by commas; from them workers reach AWS and the platform",
    default: "",
    allowedPattern: "(subnet-[0-9a-f]+)?",
    constraintDescription: "subnet-<id>,subnet-<id>, or empty",
  });
  const publicIp = new CfnParameter(stack, "AssignPublicIp", {
    description: "ENABLED where the subnets are public; with a VPC of yours only",
    default: "DISABLED",
    allowedValues: ["ENABLED", "DISABLED"],
  });
  const hasNoVpc = new CfnCondition(stack, "HasNoVpc", {
    expression: Fn.conditionEquals(vpc.valueAsString, ""),
  });
  const own = smallNetwork(stack, hasNoVpc);
  const ownOr = (mine: unknown, theirs: unknown) =>
    Fn.conditionIf(hasNoVpc.logicalId, mine, theirs);
  return {
    vpcId: ownOr(own.vpcId, vpc.valueAsString).toString(),
    subnetIds: Token.asList(ownOr(own.subnetIds, subnets.valueAsList)),
    assignPublicIp: ownOr(own.assignPublicIp, publicIp.valueAsString).toString(),
    ...(own.connectivity && { connectivity: own.connectivity }),
  };
}

/**
 * Lets a role write to a bucket that is encrypted with a key which the deployment names, if it names
 * one. The key's own policy must leave it to the account's.
 */
export function recordingsKey(stack: Stack, role: iam.Role): void {
  const key = new CfnParameter(stack, "RecordingsKeyArn", {
    description: "The KMS key that the recordings' bucket encrypts with by default; empty: none",
    default: "",
    allowedPattern: "(arn:[a-z-]+:kms:[a-z0-9-]+:[0-9]{12}:key/[A-Za-z0-9-]+)?",
    constraintDescription: "arn:aws:kms:<region>:<account>:key/<id>, or empty",
  });
  const hasKey = new CfnCondition(stack, "HasRecordingsKey", {
    expression: Fn.conditionNot(Fn.conditionEquals(key.valueAsString, "")),
  });
  const policy = new iam.Policy(stack, "RecordingsKeyPolicy", {
    roles: [role],
    statements: useOfKey({ keyArn: key.valueAsString }, ["s3"], WRITES_RECORDINGS),
  });
  (policy.node.defaultChild as iam.CfnPolicy).cfnOptions.condition = hasKey;
}
