import { gzipSync } from "node:zlib";
import type { LocalClock } from "../clock/clock.ts";
import type { FunctionDescription } from "../template/function.ts";
import type { SubscriptionFilterDescription } from "../template/subscription-filter.ts";
import type { AsynchronousInvocation } from "./asynchronous-invocation.ts";
import type { DeliveryFaults } from "./delivery-faults.ts";
import type { InFlight } from "./in-flight.ts";
import { compileFilterPattern } from "./log-filter-pattern.ts";
import { DeliveryRefusedError } from "./refused.ts";

export interface LogOptions {
  readonly clock: LocalClock;
  readonly account: string;
  readonly functions: readonly FunctionDescription[];
  readonly asynchronous: Pick<AsynchronousInvocation, "invoke">;
  readonly inFlight: InFlight;
  /** What goes wrong between log group and function. */
  readonly faults: DeliveryFaults;
}

interface LogEvent {
  readonly id: string;
  /** Epoch milliseconds. */
  readonly timestamp: number;
  readonly message: string;
}

interface Subscription {
  readonly filter: SubscriptionFilterDescription;
  readonly functionName: string;
  readonly matches: (message: string) => boolean;
  gathered: LogEvent[];
}

/** CloudWatch Logs sends what came within a moment together; how long that is is ours. */
const GATHERED_FOR_MS = 1_000;

/** Bytes of the lines of one batch: packed and encoded it fits an asynchronous invocation, 1 MiB. */
const LARGEST_BATCH = 512 * 1024;

/** Most subscriptions of a log group (CloudWatch Logs quotas). */
const MOST_FILTERS = 2;

/** Log groups with subscriptions: lines reach functions in batches, at least once. */
export class LogGroups {
  readonly #options: LogOptions;
  readonly #subscriptions: readonly Subscription[];
  #events = 0n;

  /** @throws DeliveryRefusedError for a destination or pattern that is not supported */
  constructor(filters: readonly SubscriptionFilterDescription[], options: LogOptions) {
    this.#options = options;
    this.#subscriptions = filters.map((filter) => subscription(filter, options));
    for (const { logGroup, logicalId } of filters) {
      if (filters.filter((one) => one.logGroup === logGroup).length <= MOST_FILTERS) continue;
      throw new DeliveryRefusedError(
        logicalId,
        `${logGroup} has more than ${MOST_FILTERS} filters.`,
      );
    }
  }

  /** Writes a line. A group that nobody subscribes to takes it and tells nobody. */
  put(logGroup: string, message: string): void {
    const timestamp = this.#options.clock.now();
    this.#events += 1n;
    const event = { id: String(this.#events).padStart(56, "3"), timestamp, message };
    for (const one of this.#subscriptions) {
      if (one.filter.logGroup === logGroup && one.matches(message)) this.#gather(one, event);
    }
  }

  #gather(subscription: Subscription, event: LogEvent): void {
    const { inFlight, clock } = this.#options;
    const { gathered } = subscription;
    const bytes = gathered.reduce((sum, { message }) => sum + Buffer.byteLength(message), 0);
    if (bytes + Buffer.byteLength(event.message) > LARGEST_BATCH) this.#send(subscription);
    subscription.gathered.push(event);
    if (subscription.gathered.length > 1) return;
    const mine = subscription.gathered;
    inFlight.later(clock.now() + GATHERED_FOR_MS, () => {
      if (subscription.gathered === mine) this.#send(subscription);
    });
  }

  #send(subscription: Subscription): void {
    const { clock, inFlight, faults, asynchronous, account } = this.#options;
    const { filter, functionName, gathered } = subscription;
    subscription.gathered = [];
    if (gathered.length === 0) return;
    const data = {
      messageType: "DATA_MESSAGE",
      owner: account,
      logGroup: filter.logGroup,
      logStream: "local",
      subscriptionFilters: [filter.name],
      logEvents: gathered,
    };
    const payload = JSON.stringify({
      awslogs: { data: gzipSync(JSON.stringify(data)).toString("base64") },
    });
    faults.through(clock, inFlight, "log events", () =>
      asynchronous.invoke(functionName, payload, "logs"),
    );
  }
}

function subscription(
  filter: SubscriptionFilterDescription,
  { functions }: LogOptions,
): Subscription {
  const { logicalId, destinationArn, pattern } = filter;
  const target = functions.find(({ arn }) => arn === destinationArn);
  if (target === undefined) {
    throw new DeliveryRefusedError(
      logicalId,
      `its destination ${destinationArn} is no function of this stack.`,
    );
  }
  const matches = compileFilterPattern(logicalId, pattern);
  return { filter, functionName: target.name, matches, gathered: [] };
}
