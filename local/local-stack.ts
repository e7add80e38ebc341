import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { S3Client } from "@aws-sdk/client-s3";
import type { RawService } from "./aws/door/serve.ts";
import type { Faults } from "./aws/faults/faults.ts";
import type { Objects } from "./aws/s3/s3.ts";
import type { Secrets } from "./aws/secrets/secrets.ts";
import type { Sqs } from "./aws/sqs/sqs.ts";
import type { Clients } from "./clients.ts";
import type { LocalClock } from "./clock/clock.ts";
import type { InvokeFunction } from "./connect/lambda-block.ts";
import type { Delivery } from "./delivery/delivery.ts";
import type { BusEvent } from "./delivery/event-bus.ts";
import type { Consumer, Work } from "./delivery/queue-consumer.ts";
import type { Endpoints } from "./endpoints.ts";
import type { LogLine } from "./lambda/function-logs.ts";
import type { LambdaHost } from "./lambda/lambda-host.ts";
import type { StatusChange } from "./states/description.ts";
import type { StatesService } from "./states/service.ts";
import type { StackDescription } from "./template/description.ts";

export interface StackOptions {
  /** 0 takes any free port. */
  readonly port: number;
  /** Epoch milliseconds at which the driven clock begins. */
  readonly startAt: number;
  /** For who needs the stack's clock before there is a stack. @default one that begins at `startAt` */
  readonly clock?: LocalClock;
  /** Of the engine's jitter and ids. */
  readonly seed?: number;
  /** Directory of the synthesized template. @default the project's cdk.out */
  readonly assembly?: string;
  /** Endpoints that take a service's place. @default the standard AWS_ENDPOINT_URL variables */
  readonly endpoints?: Endpoints;
  /** Values of the template's parameters. @default LOCAL_PARAMETERS, where the template has them */
  readonly parameters?: Readonly<Record<string, string>>;
  /** Seconds after which executions of a machine time out, by its name, instead of its own. */
  readonly machineTimeouts?: Readonly<Record<string, number>>;
  /** Values of secrets, by name or ARN. */
  readonly secrets?: Readonly<Record<string, string>>;
  /**
   * Buckets that are there before the stack; the event bus hears of their objects.
   * @default the one in which the local instance keeps its recordings
   */
  readonly buckets?: readonly string[];
  /** Connect's API behind the door. @default not served */
  readonly connect?: RawService;
}

/** A running local stack: what the template declares, in one process, on one clock. */
export interface LocalStack {
  readonly url: string;
  readonly clock: LocalClock;
  readonly faults: Faults;
  readonly description: StackDescription;
  readonly endpoints: Endpoints;
  readonly functions: LambdaHost;
  readonly states: StatesService;
  /** The queues themselves; `clients.sqs` asks for them through the door. */
  readonly sqs: Sqs;
  /** Objects without the door, and who is told of new ones. */
  readonly objects: Objects;
  /** `secrets.set(nameOrArn, value)` gives a secret another value. */
  readonly secrets: Secrets;
  /** SDK clients of the stack's services. */
  readonly clients: Clients;
  readonly dynamodb: DynamoDBClient;
  readonly s3: S3Client;
  readonly delivery: Delivery;
  /** Invokes a function by name, as Connect does. */
  readonly invoke: InvokeFunction;
  /** Executions of this machine started so far. */
  executionsStarted(machine: string): number;
  /** The table whose partition key has this name. @throws Error when there is none */
  tableName(partitionKey: string): string;
  putEvent(event: BusEvent): void;
  putContactRecord(record: object, partitionKey: string): void;
  /** Writes a line to a log group; who subscribes to it hears of it. */
  putLogLine(logGroup: string, line: string | object): void;
  /**
   * Gives each message of a queue to a worker in this process, which deletes it itself.
   * @param options `concurrency`: how many messages it has at once, 1 unless it is given;
   * `container`: the container of the template in whose environment it runs
   */
  consume(
    queueName: string,
    work: Work,
    options?: { readonly concurrency?: number; readonly container?: string },
  ): Consumer;
  /**
   * Runs code as a container of the template: its environment is `process.env`, and what it writes
   * goes to the logs under the container's name.
   * @throws Error when the template has no such container
   */
  inContainer<T>(name: string, work: () => T): T;
  /** Called when an execution starts and when it ends, until the returned function is called. */
  onStatusChange(see: (change: StatusChange) => void): () => void;
  /** Called with every line a function or container logs, until the returned function is called. */
  onLog(see: (line: LogLine) => void): () => void;
  close(): Promise<void>;
}
