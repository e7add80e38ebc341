import { type Door, openDoor } from "./aws/door/door.ts";
import { openDynamo } from "./aws/dynamodb.ts";
import { Faults } from "./aws/faults/faults.ts";
import { LocalS3 } from "./aws/s3/s3.ts";
import { Secrets } from "./aws/secrets/secrets.ts";
import { Sqs } from "./aws/sqs/sqs.ts";
import { type Clients, clientsOf, closeClients } from "./clients.ts";
import type { LocalClock } from "./clock/clock.ts";
import type { Endpoints } from "./endpoints.ts";
import { sdkEnvironment } from "./environment.ts";
import { integrationsOf } from "./integrations.ts";
import type { LogLine } from "./lambda/function-logs.ts";
import { LambdaHost } from "./lambda/lambda-host.ts";
import { lambdaInvokeOf } from "./lambda/lambda-invoke.ts";
import type { StackOptions } from "./local-stack.ts";
import type { StatusChange } from "./states/description.ts";
import { StatesService } from "./states/service.ts";
import { LOCAL_ACCOUNT, LOCAL_REGION } from "./where.ts";

/** Where the services are taken to be. */
export const HOME = { region: LOCAL_REGION, account: LOCAL_ACCOUNT } as const;

/** What happens in a service and concerns others. */
export interface Listeners {
  readonly onStatusChange: (change: StatusChange) => void;
  readonly onLog: (line: LogLine) => void;
  /** Accepts an asynchronous invocation. */
  readonly enqueue: (functionName: string, payload: string) => void;
}

/** The services of a stack, empty, behind one door. */
export interface Services {
  readonly door: Door;
  readonly faults: Faults;
  readonly s3: LocalS3;
  readonly sqs: Sqs;
  readonly secrets: Secrets;
  readonly functions: LambdaHost;
  readonly states: StatesService;
  readonly clients: Clients;
  /** What every function and container finds in its environment. */
  readonly environment: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/** @throws PortTakenError */
export async function openServices(
  options: Pick<StackOptions, "port" | "seed" | "connect">,
  clock: LocalClock,
  endpoints: Endpoints,
  listeners: Listeners,
): Promise<Services> {
  const dynamo = openDynamo();
  const s3 = await LocalS3.open(clock);
  const sqs = new Sqs({ clock, ...HOME });
  const secrets = new Secrets({ clock, ...HOME });
  const faults = new Faults();
  // Filled when the door is open: only then its address is known.
  const environment: Record<string, string> = {};
  const { onLog, onStatusChange } = listeners;
  const functions = new LambdaHost({ clock, ...HOME, environment, onLog });
  let clients: Clients | undefined;
  const states = new StatesService({
    clock,
    ...HOME,
    integrations: integrationsOf(functions, () => clients),
    onStatusChange,
    ...(options.seed !== undefined && { seed: options.seed }),
  });
  const closeUnopened = async (): Promise<void> => {
    functions.close();
    await dynamo.close();
    await s3.close();
  };
  try {
    const door = await openDoor({
      port: options.port,
      clock,
      faults,
      services: {
        dynamodb: endpoints.dynamodb ?? dynamo.handle,
        states: endpoints.states ?? states,
        sqs: endpoints.sqs ?? sqs,
        lambda: lambdaInvokeOf(functions, listeners.enqueue),
        s3: s3.handle,
        secretsmanager: secrets,
        ...(options.connect && { connect: options.connect }),
      },
    });
    sqs.baseUrl = door.url;
    Object.assign(environment, sdkEnvironment(door.url, endpoints));
    const opened = clientsOf(door.url, endpoints);
    clients = opened;
    const close = async (): Promise<void> => {
      closeClients(opened);
      await door.close();
      await closeUnopened();
    };
    return { door, faults, s3, sqs, secrets, functions, states, clients, environment, close };
  } catch (error) {
    await closeUnopened();
    throw error;
  }
}
