import { LocalClock } from "./clock/clock.ts";
import { runInContainer } from "./containers.ts";
import { Delivery } from "./delivery/delivery.ts";
import { describeStack, tableWith } from "./describe.ts";
import { outsideEndpoints } from "./endpoints.ts";
import { CONTACT_RECORDS } from "./instance.ts";
import type { LogLine } from "./lambda/function-logs.ts";
import type { LocalStack, StackOptions } from "./local-stack.ts";
import { provision } from "./provision.ts";
import { Random } from "./random.ts";
import { HOME, openServices, type Services } from "./services.ts";
import type { StatusChange } from "./states/description.ts";
import { executionStatusEvent } from "./status-event.ts";
import type { StackDescription } from "./template/description.ts";

export { LOCAL_INSTANCE } from "./instance.ts";
export type { LocalStack, StackOptions } from "./local-stack.ts";

/**
 * Boots the stack from the synthesized template. Everything that is declared there runs; nothing is
 * declared here again.
 * @throws PortTakenError, TemplateFileError, TemplateError, InvalidDefinitionError,
 * DeliveryRefusedError
 */
export async function startStack(options: StackOptions): Promise<LocalStack> {
  const clock = options.clock ?? new LocalClock(options.startAt);
  const endpoints = options.endpoints ?? outsideEndpoints(options.port);
  const listeners = new Set<(line: LogLine) => void>();
  let delivery: Delivery | undefined;
  const started = new Map<string, number>();
  const watching = new Set<(change: StatusChange) => void>();
  const services = await openServices(options, clock, endpoints, {
    onStatusChange(change) {
      if (change.status === "RUNNING") {
        const machine = change.stateMachineArn.split(":").at(-1) ?? "";
        started.set(machine, (started.get(machine) ?? 0) + 1);
      }
      for (const see of watching) see(change);
      delivery?.bus.put(executionStatusEvent(change, HOME, clock.now()));
    },
    onLog(line) {
      for (const see of listeners) see(line);
    },
    enqueue: (name, payload) => delivery?.asynchronous.invoke(name, payload),
  });
  try {
    const { door, faults, functions, states, sqs, s3, secrets, clients } = services;
    const description = describeStack(options, door.url, endpoints);
    await provision(description, { ...services, endpoints });
    for (const [secret, value] of Object.entries(options.secrets ?? {})) secrets.set(secret, value);
    const connected = deliveryOf(description, services, clock, options.seed ?? 1);
    delivery = connected;
    s3.onCreated((object) => connected.objects.created(object));
    const stopDelivery = connected.start();
    clock.install();
    faults.reset();
    const inContainer = <T>(name: string, work: () => T): T =>
      runInContainer(name, work, description.containers, {
        clock,
        logs: functions.logs,
        environment: services.environment,
      });
    return {
      url: door.url,
      clock,
      faults,
      description,
      endpoints,
      functions,
      states,
      sqs,
      objects: s3,
      secrets,
      clients,
      dynamodb: clients.dynamodb,
      s3: clients.s3,
      delivery: connected,
      executionsStarted: (machine) => started.get(machine) ?? 0,
      tableName: (partitionKey) => tableWith(description, partitionKey),
      invoke: (name, payload) => functions.invoke(name, payload, { source: "connect" }),
      putEvent: (event) => connected.bus.put(event),
      putContactRecord: (record, key) =>
        connected.streams.put(CONTACT_RECORDS, JSON.stringify(record), key),
      putLogLine: (logGroup, line) =>
        connected.logs.put(logGroup, typeof line === "string" ? line : JSON.stringify(line)),
      consume(queueName, work, { concurrency = 1, container } = {}) {
        if (container === undefined) return connected.consume(queueName, work, concurrency);
        const inside: typeof work = (message) => inContainer(container, () => work(message));
        return connected.consume(queueName, inside, concurrency);
      },
      inContainer,
      onStatusChange(see) {
        watching.add(see);
        return () => watching.delete(see);
      },
      onLog(see) {
        listeners.add(see);
        return () => listeners.delete(see);
      },
      async close() {
        stopDelivery();
        await services.close();
        clock.uninstall();
      },
    };
  } catch (error) {
    await services.close();
    throw error;
  }
}

function deliveryOf(
  description: StackDescription,
  { functions, sqs, s3 }: Services,
  clock: LocalClock,
  seed: number,
): Delivery {
  const random = new Random(seed);
  return new Delivery(description, {
    clock,
    ...HOME,
    host: functions,
    send: (queueArn, body) => sqs.send(queueArn.split(":").at(-1) ?? queueArn, body),
    queue: (nameOrArn) => sqs.end(nameOrArn),
    putObject: (bucketArn, key, body) => s3.put(bucketArn.split(":").at(-1) ?? "", key, body),
    random: () => random.next(),
  });
}
