import { ConnectClient } from "@aws-sdk/client-connect";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { S3Client } from "@aws-sdk/client-s3";
import { SFNClient } from "@aws-sdk/client-sfn";
import { SQSClient } from "@aws-sdk/client-sqs";
import { type Command, Option } from "commander";
import { LOCAL_CREDENTIALS, LOCAL_REGION, LOCAL_URL } from "../local/where.ts";
import {
  configuredEndpoint,
  type EndpointService,
  endpointVariable,
  isEndpoint,
} from "../src/aws/endpoint.ts";
import { RefusedError } from "./exit.ts";

/** Where a command works: the local stack, another endpoint, or AWS. */
export interface TargetOptions {
  readonly endpoint?: string;
  readonly aws?: boolean;
}

/** Adds the options that say where the command works. */
export function withTarget(command: Command): Command {
  return command
    .addOption(
      new Option(
        "--endpoint <url>",
        `an AWS-compatible endpoint (default: AWS_ENDPOINT_URL, else the local stack, ${LOCAL_URL})`,
      ),
    )
    .addOption(
      new Option("--aws", "AWS itself, with your profile and region").conflicts("endpoint"),
    );
}

export function dynamoDB(target: TargetOptions): DynamoDBClient {
  return new DynamoDBClient(connection(target, "DYNAMODB"));
}

export function lambda(target: TargetOptions): LambdaClient {
  return new LambdaClient(connection(target, "LAMBDA"));
}

export function stepFunctions(target: TargetOptions): SFNClient {
  return new SFNClient(connection(target, "SFN"));
}

export function sqs(target: TargetOptions): SQSClient {
  return new SQSClient(connection(target, "SQS"));
}

/** Which does not try again by itself: what it sent would not be counted. */
export function connect(target: TargetOptions): ConnectClient {
  return new ConnectClient({ ...connection(target, "CONNECT"), maxAttempts: 1 });
}

export function s3(target: TargetOptions): S3Client {
  const forcePathStyle = endpointOf(target, "S3") !== undefined;
  return new S3Client({ ...connection(target, "S3"), forcePathStyle });
}

/** The endpoint in use; undefined: AWS's own. */
function endpointOf(target: TargetOptions, service: EndpointService): string | undefined {
  return target.aws ? undefined : (target.endpoint ?? configuredEndpoint(service) ?? LOCAL_URL);
}

function connection(target: TargetOptions, service: EndpointService) {
  const endpoint = endpointOf(target, service);
  if (endpoint === undefined) return toAws(service);
  if (!isEndpoint(endpoint)) {
    throw new RefusedError(`--endpoint must be a URL, http or https, got ${endpoint}`);
  }
  return { endpoint, region: LOCAL_REGION, credentials: LOCAL_CREDENTIALS, maxAttempts: 1 };
}

/** The SDK would go where the variable says, whatever we say. */
function toAws(service: EndpointService): object {
  const name = endpointVariable(service);
  if (name === undefined) return {};
  throw new RefusedError(
    `--aws is AWS itself, but ${name} is set to another place. Unset it, or leave --aws out.`,
  );
}

/** What the SDK says where the reader's settings of AWS do not suffice, and what to do then. */
const UNSETTLED: readonly (readonly [RegExp, string])[] = [
  [/Region is missing/, "no region is set. Set AWS_REGION, or a region in your profile."],
  [/^CredentialsProviderError/, "no credentials are found. Set AWS_PROFILE, or sign in."],
];

/** Runs `work`; an endpoint that does not answer is told in words, with what to do. */
export async function reaching<T>(
  target: TargetOptions,
  service: EndpointService,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const { code, name, message } = error as NodeJS.ErrnoException;
    const where = endpointOf(target, service) ?? "AWS";
    if (code === "ECONNREFUSED" || code === "ENOTFOUND") {
      throw new RefusedError(
        `nothing answers at ${where}. Start the local stack with "npm start", or name another place with --endpoint or --aws.`,
      );
    }
    const unsettled = target.aws && UNSETTLED.find(([said]) => said.test(`${name}: ${message}`));
    if (unsettled) throw new RefusedError(`--aws: ${unsettled[1]}`);
    if (name === "ResourceNotFoundException" && service === "DYNAMODB") {
      throw new RefusedError(`there is no such table at ${where}. Name it with --table.`);
    }
    if (name === "QueueDoesNotExist") {
      throw new RefusedError(
        `there is no such queue at ${where}. Name it: the command's --help says how.`,
      );
    }
    throw error;
  }
}
