import { randomUUID } from "node:crypto";
import type { CreatedObject } from "../aws/s3/store.ts";
import type { LocalClock } from "../clock/clock.ts";
import type { FunctionDescription } from "../template/function.ts";
import type { BucketNotifications, NotificationTarget } from "../template/notifications.ts";
import type { AsynchronousInvocation } from "./asynchronous-invocation.ts";
import type { DeliveryFaults } from "./delivery-faults.ts";
import type { BusEvent, EventBus } from "./event-bus.ts";
import type { InFlight } from "./in-flight.ts";
import { DeliveryRefusedError } from "./refused.ts";
import { objectCreatedEvent, s3Event } from "./s3-event.ts";

export interface NotificationOptions {
  readonly clock: LocalClock;
  readonly region: string;
  readonly account: string;
  readonly functions: readonly FunctionDescription[];
  readonly asynchronous: Pick<AsynchronousInvocation, "invoke">;
  readonly bus: Pick<EventBus, "put">;
  readonly send: (queueArn: string, body: string) => Promise<unknown> | unknown;
  readonly inFlight: InFlight;
  /** What goes wrong between bucket and target; the bus has its own. */
  readonly faults: DeliveryFaults;
}

type Deliver = (event: string) => Promise<unknown> | unknown;

interface Told extends NotificationTarget {
  readonly deliver: Deliver;
}

/** S3's notifications of created objects: to functions, to queues, and to the event bus. */
export class ObjectNotifications {
  readonly #options: NotificationOptions;
  readonly #told: ReadonlyMap<string, readonly Told[]>;
  readonly #onBus: ReadonlySet<string>;
  /** S3's order of the events of one key: a greater one is later. */
  #sequence = 0n;

  /** @throws DeliveryRefusedError for a target or an event that is not supported */
  constructor(notifications: readonly BucketNotifications[], options: NotificationOptions) {
    this.#options = options;
    const told = new Map<string, Told[]>();
    for (const { bucket, targets } of notifications) {
      const here = targets.map((target) => ({ ...target, deliver: deliverTo(target, options) }));
      told.set(bucket, [...(told.get(bucket) ?? []), ...here]);
    }
    this.#told = told;
    this.#onBus = new Set(
      notifications.filter(({ eventBridge }) => eventBridge).map(({ bucket }) => bucket),
    );
  }

  created(object: CreatedObject): void {
    const { clock, inFlight, faults, bus, region, account } = this.#options;
    this.#sequence += 1n;
    const happened = {
      ...object,
      region,
      account,
      sequencer: this.#sequence.toString(16).toUpperCase().padStart(18, "0"),
      requestId: randomUUID().replaceAll("-", "").slice(0, 16).toUpperCase(),
    };
    for (const { logicalId, deliver, ...target } of this.#told.get(object.bucket) ?? []) {
      if (!isAbout(target, object)) continue;
      const event = JSON.stringify(s3Event(happened, logicalId));
      faults.through(clock, inFlight, "notification", () => {
        inFlight.start("notification", async () => {
          await deliver(event);
        });
      });
    }
    if (this.#onBus.has(object.bucket)) bus.put(objectCreatedEvent(happened) satisfies BusEvent);
  }
}

const EVENT_NAMES = {
  PutObject: "s3:ObjectCreated:Put",
  CompleteMultipartUpload: "s3:ObjectCreated:CompleteMultipartUpload",
} as const;

function isAbout(
  { events, prefix, suffix }: Pick<NotificationTarget, "events" | "prefix" | "suffix">,
  { key, reason }: CreatedObject,
): boolean {
  const named = events.some((event) => event === EVENT_NAMES[reason] || event.endsWith(":*"));
  return named && key.startsWith(prefix) && key.endsWith(suffix);
}

function deliverTo(
  { logicalId, arn, events }: NotificationTarget,
  { functions, asynchronous, send }: NotificationOptions,
): Deliver {
  const strange = events.find((event) => !event.startsWith("s3:ObjectCreated:"));
  if (strange !== undefined) {
    throw new DeliveryRefusedError(logicalId, `${strange}: only ObjectCreated events happen here.`);
  }
  if (arn.startsWith("arn:aws:sqs:")) return (event) => send(arn, event);
  const target = functions.find((one) => one.arn === arn);
  if (target !== undefined) return (event) => asynchronous.invoke(target.name, event, "s3");
  throw new DeliveryRefusedError(logicalId, `${arn} is no function and no queue of this stack.`);
}
