import type { QueueEnd } from "../aws/sqs/queue-end.ts";
import type { LocalClock } from "../clock/clock.ts";
import type { LambdaHost } from "../lambda/lambda-host.ts";
import type { StackDescription } from "../template/description.ts";
import { AsynchronousInvocation } from "./asynchronous-invocation.ts";
import { DeliveryFaults } from "./delivery-faults.ts";
import { EventBus } from "./event-bus.ts";
import { InFlight } from "./in-flight.ts";
import { KinesisStreams } from "./kinesis-streams.ts";
import { LogGroups } from "./log-groups.ts";
import { ObjectNotifications } from "./object-notifications.ts";
import { type Consumer, consumeQueue, type Work } from "./queue-consumer.ts";
import { queueMapping } from "./queue-mapping.ts";
import type { QueueReader } from "./queue-reader.ts";

export interface DeliveryOptions {
  readonly clock: LocalClock;
  readonly region: string;
  readonly account: string;
  /** With every function of the template registered. */
  readonly host: Pick<LambdaHost, "functions" | "invoke">;
  /** Sends a message to a queue of the stack. */
  readonly send: (queueArn: string, body: string) => Promise<unknown> | unknown;
  /** The end of a queue at which its messages come out; by name or ARN. */
  readonly queue: (nameOrArn: string) => QueueEnd;
  /** Writes an object into a bucket of the stack. */
  readonly putObject: (bucketArn: string, key: string, body: string) => Promise<unknown> | unknown;
  /** Seeded, for the faults. */
  readonly random: () => number;
}

/** What of a template concerns deliveries. */
export type Delivered = Pick<
  StackDescription,
  "mappings" | "rules" | "notifications" | "subscriptionFilters"
>;

type FaultyWay = "streams" | "bus" | "queues" | "objects" | "logs";

/** How events reach the code of a stack: streams, queues, the event bus, S3, logs, one another. */
export class Delivery {
  readonly streams: KinesisStreams;
  readonly bus: EventBus;
  readonly objects: ObjectNotifications;
  readonly logs: LogGroups;
  readonly asynchronous: AsynchronousInvocation;
  readonly faults: Readonly<Record<FaultyWay, DeliveryFaults>>;
  readonly #options: DeliveryOptions;
  readonly #inFlight: InFlight;
  readonly #queues: readonly QueueReader[];

  /** @throws DeliveryRefusedError for what the template asks and the local stack does not do */
  constructor(stack: Delivered, options: DeliveryOptions) {
    const inFlight = new InFlight(options.clock);
    const { host, random } = options;
    this.#options = options;
    this.#inFlight = inFlight;
    const faults = {
      streams: new DeliveryFaults(random),
      bus: new DeliveryFaults(random),
      queues: new DeliveryFaults(random),
      objects: new DeliveryFaults(random),
      logs: new DeliveryFaults(random),
    };
    this.faults = faults;
    this.asynchronous = new AsynchronousInvocation({ ...options, inFlight });
    const common = {
      ...options,
      inFlight,
      functions: host.functions,
      asynchronous: this.asynchronous,
    };
    this.bus = new EventBus(stack.rules, { ...common, faults: faults.bus });
    this.objects = new ObjectNotifications(stack.notifications, {
      ...common,
      bus: this.bus,
      faults: faults.objects,
    });
    this.logs = new LogGroups(stack.subscriptionFilters, { ...common, faults: faults.logs });
    const mappings = stack.mappings.filter(({ enabled }) => enabled);
    const ofQueues = mappings.filter(({ sourceArn }) => sourceArn.startsWith("arn:aws:sqs:"));
    this.#queues = ofQueues.map((mapping) =>
      queueMapping(mapping, options.queue(mapping.sourceArn), {
        ...common,
        faults: faults.queues,
      }),
    );
    this.streams = new KinesisStreams(
      mappings.filter((mapping) => !ofQueues.includes(mapping)),
      { ...common, faults: faults.streams },
    );
  }

  /** From now on schedules fire and queues are read; returns how to end it. */
  start(): () => void {
    const stopSchedules = this.bus.startSchedules();
    for (const reader of this.#queues) reader.start();
    return () => {
      stopSchedules();
      for (const reader of this.#queues) reader.stop();
    };
  }

  /**
   * Gives each message of a queue to a worker in this process.
   * @param concurrency how many messages the worker has at once
   */
  consume(queueName: string, work: Work, concurrency: number): Consumer {
    const { clock, queue } = this.#options;
    const reading = {
      clock,
      inFlight: this.#inFlight,
      faults: this.faults.queues,
      queue: queue(queueName),
      name: queueName,
      concurrency,
    };
    return consumeQueue(reading, work, (error) => this.#inFlight.problems.push(error));
  }

  /** What went wrong in the stack itself, or in a worker, while delivering. Empty in a sound run. */
  get problems(): readonly unknown[] {
    return this.#inFlight.problems;
  }

  /** Waits until every delivery has ended, in success or for good. */
  idle(): Promise<void> {
    return this.#inFlight.idle();
  }
}
