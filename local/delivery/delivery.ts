import type { LocalClock } from "../clock/clock.ts";
import type { LambdaHost } from "../lambda/lambda-host.ts";
import type { StackDescription } from "../template/description.ts";
import { AsynchronousInvocation } from "./asynchronous-invocation.ts";
import { DeliveryFaults } from "./delivery-faults.ts";
import { EventBus } from "./event-bus.ts";
import { InFlight } from "./in-flight.ts";
import { KinesisStreams } from "./kinesis-streams.ts";

export interface DeliveryOptions {
  readonly clock: LocalClock;
  readonly region: string;
  readonly account: string;
  /** With every function of the template registered. */
  readonly host: Pick<LambdaHost, "functions" | "invoke">;
  /** Sends a message to a queue of the stack. */
  readonly send: (queueArn: string, body: string) => Promise<unknown> | unknown;
  /** Seeded, for the faults. */
  readonly random: () => number;
}

/** How events reach the functions of a stack: streams, the event bus, asynchronous invocation. */
export class Delivery {
  readonly streams: KinesisStreams;
  readonly bus: EventBus;
  readonly asynchronous: AsynchronousInvocation;
  readonly faults: { readonly streams: DeliveryFaults; readonly bus: DeliveryFaults };
  readonly #inFlight: InFlight;

  /** @throws DeliveryRefusedError for what the template asks and the local stack does not do */
  constructor(stack: Pick<StackDescription, "mappings" | "rules">, options: DeliveryOptions) {
    const inFlight = new InFlight(options.clock);
    const { host, random } = options;
    this.#inFlight = inFlight;
    this.faults = { streams: new DeliveryFaults(random), bus: new DeliveryFaults(random) };
    this.asynchronous = new AsynchronousInvocation({ ...options, inFlight });
    this.streams = new KinesisStreams(stack.mappings, {
      ...options,
      inFlight,
      faults: this.faults.streams,
    });
    this.bus = new EventBus(stack.rules, {
      ...options,
      inFlight,
      functions: host.functions,
      asynchronous: this.asynchronous,
      faults: this.faults.bus,
    });
  }

  /** What went wrong in the stack itself while delivering. Empty in a sound run. */
  get problems(): readonly unknown[] {
    return this.#inFlight.problems;
  }

  /** Waits until every delivery has ended, in success or for good. */
  idle(): Promise<void> {
    return this.#inFlight.idle();
  }
}
