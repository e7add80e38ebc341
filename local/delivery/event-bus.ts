import { randomUUID } from "node:crypto";
import type { LocalClock } from "../clock/clock.ts";
import type { FunctionDescription } from "../template/function.ts";
import type { RuleDescription } from "../template/rule.ts";
import type { AsynchronousInvocation } from "./asynchronous-invocation.ts";
import type { DeliveryFaults } from "./delivery-faults.ts";
import { compilePattern } from "./event-pattern.ts";
import type { InFlight } from "./in-flight.ts";
import { DeliveryRefusedError } from "./refused.ts";
import { compileSchedule } from "./schedule.ts";

/** An event with EventBridge's envelope. */
export interface BusEvent {
  readonly version: "0";
  readonly id: string;
  readonly "detail-type": string;
  readonly source: string;
  readonly account: string;
  /** ISO 8601, whole seconds. */
  readonly time: string;
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: unknown;
}

export interface EventBusOptions {
  readonly clock: LocalClock;
  readonly region: string;
  readonly account: string;
  readonly functions: readonly FunctionDescription[];
  readonly asynchronous: Pick<AsynchronousInvocation, "invoke">;
  readonly inFlight: InFlight;
  /** What goes wrong between bus and function, for each target anew. */
  readonly faults: DeliveryFaults;
}

interface Target {
  readonly functionName: string;
  readonly input: string | undefined;
}

interface Rule {
  readonly description: RuleDescription;
  readonly matches: (event: BusEvent) => boolean;
  readonly targets: readonly Target[];
}

/**
 * EventBridge's default bus. A target's retry policy and dead-letter queue are for events that
 * EventBridge cannot hand over; Lambda always takes them here, so they have nothing to do.
 */
export class EventBus {
  readonly #options: EventBusOptions;
  readonly #rules: readonly Rule[];
  readonly #timers = new Map<RuleDescription, ReturnType<LocalClock["at"]>>();

  /** @throws DeliveryRefusedError for a target, pattern or schedule that is not supported */
  constructor(rules: readonly RuleDescription[], options: EventBusOptions) {
    this.#options = options;
    this.#rules = rules
      .filter(({ enabled }) => enabled)
      .map((description) => ({
        description,
        matches:
          description.eventPattern === undefined
            ? () => false
            : compilePattern(description.logicalId, description.eventPattern),
        targets: description.targets.map((target) => this.#target(description, target)),
      }));
    for (const { description } of this.#rules) scheduleOf(description, options.clock.now());
  }

  /** Hands the event to the targets of every rule that matches it. */
  put(event: BusEvent): void {
    for (const rule of this.#rules) if (rule.matches(event)) this.#deliver(rule, event);
  }

  /** From now on the rules with a schedule fire; returns how to end it. */
  startSchedules(): () => void {
    const { clock } = this.#options;
    for (const rule of this.#rules) {
      const next = scheduleOf(rule.description, clock.now());
      if (next !== undefined) this.#fireAt(rule, next, next(clock.now()));
    }
    return () => {
      for (const timer of this.#timers.values()) timer.cancel();
      this.#timers.clear();
    };
  }

  #fireAt(rule: Rule, next: (after: number) => number, at: number): void {
    if (at === Number.POSITIVE_INFINITY) return;
    const timer = this.#options.clock.at(at, () => {
      this.#fireAt(rule, next, next(at));
      this.#deliver(rule, this.#scheduledEvent(rule.description, at));
    });
    this.#timers.set(rule.description, timer);
  }

  #deliver({ targets }: Rule, event: BusEvent): void {
    const { clock, inFlight, faults, asynchronous } = this.#options;
    for (const { functionName, input } of targets) {
      const payload = input ?? JSON.stringify(event);
      faults.through(clock, inFlight, "event", () =>
        asynchronous.invoke(functionName, payload, "events"),
      );
    }
  }

  #scheduledEvent({ arn }: RuleDescription, at: number): BusEvent {
    const { account, region } = this.#options;
    return {
      version: "0",
      id: randomUUID(),
      "detail-type": "Scheduled Event",
      source: "aws.events",
      account,
      time: new Date(at).toISOString().replace(/\.\d+Z$/, "Z"),
      region,
      resources: [arn],
      detail: {},
    };
  }

  #target({ logicalId }: RuleDescription, { arn, input }: RuleDescription["targets"][0]): Target {
    const target = this.#options.functions.find((one) => one.arn === arn);
    if (target === undefined) {
      throw new DeliveryRefusedError(logicalId, `its target ${arn} is no function of this stack.`);
    }
    return { functionName: target.name, input };
  }
}

function scheduleOf(
  { logicalId, scheduleExpression: expression }: RuleDescription,
  startedAt: number,
): ((after: number) => number) | undefined {
  return expression === undefined ? undefined : compileSchedule(logicalId, expression, startedAt);
}
