import { fileURLToPath } from "node:url";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { SQSClient } from "@aws-sdk/client-sqs";
import { type Door, openDoor } from "./aws/door/door.ts";
import { openDynamo } from "./aws/dynamodb.ts";
import { Faults } from "./aws/faults/faults.ts";
import { Sqs } from "./aws/sqs/sqs.ts";
import { LocalClock } from "./clock/clock.ts";
import type { InvokeFunction } from "./connect/lambda-block.ts";
import { Random } from "./connect/random.ts";
import { Delivery } from "./delivery/delivery.ts";
import type { BusEvent } from "./delivery/event-bus.ts";
import { type Endpoints, outsideEndpoints } from "./endpoints.ts";
import { type Clients, integrationsOf } from "./integrations.ts";
import type { LogLine } from "./lambda/function-logs.ts";
import { LambdaHost } from "./lambda/lambda-host.ts";
import { lambdaInvokeOf } from "./lambda/lambda-invoke.ts";
import { provision } from "./provision.ts";
import { StatesService } from "./states/service.ts";
import { executionStatusEvent } from "./status-event.ts";
import type { StackDescription } from "./template/description.ts";
import { loadTemplate } from "./template/load-template.ts";
import { LOCAL_ACCOUNT, LOCAL_CREDENTIALS, LOCAL_REGION } from "./where.ts";

export interface StackOptions {
  /** 0 takes any free port. */
  readonly port: number;
  /** Epoch milliseconds at which the driven clock begins. */
  readonly startAt: number;
  /** Of the engine's jitter and ids. */
  readonly seed?: number;
  /** Directory of the synthesized template. @default the project's cdk.out */
  readonly assembly?: string;
  /** Endpoints that take a service's place. @default the standard AWS_ENDPOINT_URL variables */
  readonly endpoints?: Endpoints;
}

/** The instance whose contacts the stack serves; the template's parameters name it. */
export const LOCAL_INSTANCE = {
  arn: `arn:aws:connect:${LOCAL_REGION}:${LOCAL_ACCOUNT}:instance/10000000-0000-4000-8000-000000000001`,
  account: LOCAL_ACCOUNT,
  region: LOCAL_REGION,
  alias: "demo-bank",
} as const;

const CONTACT_RECORDS = `arn:aws:kinesis:${LOCAL_REGION}:${LOCAL_ACCOUNT}:stream/contact-records`;
const STACK_NAME = "Linekeeper";

/** A running local stack: what the template declares, in one process, on one clock. */
export interface LocalStack {
  readonly url: string;
  readonly clock: LocalClock;
  readonly faults: Faults;
  readonly description: StackDescription;
  readonly endpoints: Endpoints;
  readonly functions: LambdaHost;
  readonly states: StatesService;
  readonly sqs: Sqs;
  readonly dynamodb: DynamoDBClient;
  readonly delivery: Delivery;
  /** Invokes a function by name, as Connect does. */
  readonly invoke: InvokeFunction;
  /** Executions of this machine started so far. */
  executionsStarted(machine: string): number;
  /** The table whose partition key has this name. @throws Error when there is none */
  tableName(partitionKey: string): string;
  putEvent(event: BusEvent): void;
  putContactRecord(record: object, partitionKey: string): void;
  /** Called with every line a function logs, until the returned function is called. */
  onLog(see: (line: LogLine) => void): () => void;
  close(): Promise<void>;
}

/**
 * Boots the stack from the synthesized template. Everything that is declared there runs; nothing is
 * declared here again.
 * @throws PortTakenError, TemplateFileError, TemplateError, InvalidDefinitionError
 */
export async function startStack(options: StackOptions): Promise<LocalStack> {
  const clock = new LocalClock(options.startAt);
  const home = { region: LOCAL_REGION, account: LOCAL_ACCOUNT };
  const faults = new Faults();
  const dynamo = openDynamo();
  const sqs = new Sqs({ clock, ...home });
  const listeners = new Set<(line: LogLine) => void>();
  const environment: Record<string, string> = {};
  const functions = new LambdaHost({
    clock,
    ...home,
    environment,
    onLog: (line) => {
      for (const see of listeners) see(line);
    },
  });
  let delivery: Delivery | undefined;
  const started = new Map<string, number>();
  let clients: Clients | undefined;
  const states = new StatesService({
    clock,
    ...home,
    integrations: integrationsOf(functions, () => clients),
    onStatusChange(detail) {
      if (detail.status === "RUNNING") {
        const machine = detail.stateMachineArn.split(":").at(-1) ?? "";
        started.set(machine, (started.get(machine) ?? 0) + 1);
      }
      delivery?.bus.put(executionStatusEvent(detail, home, clock.now()));
    },
    ...(options.seed !== undefined && { seed: options.seed }),
  });
  const endpoints = options.endpoints ?? outsideEndpoints(options.port);
  const door: Door = await openDoor({
    port: options.port,
    clock,
    faults,
    services: {
      dynamodb: endpoints.dynamodb ?? dynamo.handle,
      states: endpoints.states ?? states,
      sqs: endpoints.sqs ?? sqs,
      lambda: lambdaInvokeOf(functions, (name, payload) =>
        delivery?.asynchronous.invoke(name, payload),
      ),
    },
  });
  try {
    sqs.baseUrl = door.url;
    Object.assign(environment, functionEnvironment(door.url, endpoints));
    const description = loadTemplate(options.assembly ?? defaultAssembly(), {
      ...home,
      stackName: STACK_NAME,
      endpoint: endpoints.sqs ?? door.url,
      parameters: {
        ConnectInstanceArn: LOCAL_INSTANCE.arn,
        ContactRecordStreamArn: CONTACT_RECORDS,
      },
    });
    clients = clientsOf(door.url, endpoints);
    const { dynamodb } = clients;
    await provision(description, { dynamodb, sqs, states, functions, endpoints });
    const random = new Random(options.seed ?? 1);
    const connected = new Delivery(description, {
      clock,
      ...home,
      host: functions,
      send: (queueArn, body) => sqs.send(queueArn.split(":").at(-1) ?? queueArn, body),
      random: () => random.next(),
    });
    delivery = connected;
    const stopSchedules = connected.bus.startSchedules();
    clock.install();
    faults.reset();
    return {
      url: door.url,
      clock,
      faults,
      description,
      endpoints,
      functions,
      states,
      sqs,
      dynamodb,
      delivery: connected,
      executionsStarted: (machine) => started.get(machine) ?? 0,
      tableName: (partitionKey) => tableWith(description, partitionKey),
      invoke: (name, payload) => functions.invoke(name, payload, { source: "connect" }),
      putEvent: (event) => connected.bus.put(event),
      putContactRecord: (record, key) =>
        connected.streams.put(CONTACT_RECORDS, JSON.stringify(record), key),
      onLog(see) {
        listeners.add(see);
        return () => listeners.delete(see);
      },
      async close() {
        stopSchedules();
        dynamodb.destroy();
        clients?.sqs.destroy();
        await door.close();
        await dynamo.close();
        functions.close();
        clock.uninstall();
      },
    };
  } catch (error) {
    await door.close();
    functions.close();
    throw error;
  }
}

function clientsOf(url: string, endpoints: Endpoints): Clients {
  const connection = { region: LOCAL_REGION, credentials: LOCAL_CREDENTIALS };
  return {
    dynamodb: new DynamoDBClient({ ...connection, endpoint: endpoints.dynamodb ?? url }),
    sqs: new SQSClient({ ...connection, endpoint: endpoints.sqs ?? url }),
  };
}

function tableWith(description: StackDescription, partitionKey: string): string {
  const table = description.tables.find(({ keySchema }) =>
    keySchema.some((key) => key.AttributeName === partitionKey && key.KeyType === "HASH"),
  );
  if (table === undefined) throw new Error(`no table of the template has the key ${partitionKey}`);
  return table.name;
}

function defaultAssembly(): string {
  return fileURLToPath(new URL("../cdk.out", import.meta.url));
}

/** Where the functions' SDK clients find everything; the same for all of them. */
function functionEnvironment(url: string, endpoints: Endpoints): Record<string, string> {
  return {
    AWS_REGION: LOCAL_REGION,
    AWS_ENDPOINT_URL: url,
    ...(endpoints.dynamodb && { AWS_ENDPOINT_URL_DYNAMODB: endpoints.dynamodb }),
    ...(endpoints.states && { AWS_ENDPOINT_URL_SFN: endpoints.states }),
    ...(endpoints.sqs && { AWS_ENDPOINT_URL_SQS: endpoints.sqs }),
    AWS_ACCESS_KEY_ID: LOCAL_CREDENTIALS.accessKeyId,
    AWS_SECRET_ACCESS_KEY: LOCAL_CREDENTIALS.secretAccessKey,
  };
}
