import type { ServiceName } from "../door/services.ts";

/**
 * What goes wrong. `throttle` and `error` do nothing and say so; `slow` does the work late;
 * `lost-answer` does the work, and the caller never hears of it.
 */
export type Fault =
  | { readonly kind: "throttle" }
  | { readonly kind: "error"; readonly status?: number; readonly name?: string }
  | { readonly kind: "slow"; readonly milliseconds: number }
  | { readonly kind: "lost-answer"; readonly how: "drop" | "hang" };

/** A call that reaches the door. `function`: the bare name, for Lambda's Invoke. */
export interface FaultableCall {
  readonly service: ServiceName;
  readonly operation: string;
  readonly function?: string;
}

/** Which calls a fault strikes: those that have every part that is named here. */
export interface FaultRule {
  readonly service: ServiceName;
  readonly operation?: string;
  readonly function?: string;
  /**
   * How many calls are struck.
   * @default 1, or no end where there is a `rate`
   */
  readonly times?: number;
  /**
   * How many matching calls pass first.
   * @default 0
   */
  readonly after?: number;
  /** Strikes a matching call with this probability, by the given source of numbers in [0, 1). */
  readonly rate?: { readonly probability: number; readonly random: () => number };
  readonly fault: Fault;
}

/** A fault that was added: how often it struck, and how to take it away again. */
export interface AddedFault {
  readonly hits: number;
  remove(): void;
}

interface Entry {
  readonly rule: FaultRule;
  seen: number;
  hits: number;
}

/** The faults of a stack, and the count of every call that came to its door. */
export class Faults {
  /** By `service.Operation`, such as `dynamodb.UpdateItem`; struck calls count too. */
  readonly calls: Map<string, number> = new Map();
  #entries: Entry[] = [];

  add(rule: FaultRule): AddedFault {
    const entry: Entry = { rule, seen: 0, hits: 0 };
    this.#entries.push(entry);
    return {
      get hits() {
        return entry.hits;
      },
      remove: () => {
        this.#entries = this.#entries.filter((other) => other !== entry);
      },
    };
  }

  /** Counts a call and says what is to go wrong with it: the first fault added that strikes. */
  strike(call: FaultableCall): Fault | undefined {
    const key = `${call.service}.${call.operation}`;
    this.calls.set(key, (this.calls.get(key) ?? 0) + 1);
    return this.#entries.find((entry) => strikes(entry, call))?.rule.fault;
  }

  /** The calls so far, by `service.Operation`. */
  counts(): Record<string, number> {
    return Object.fromEntries(this.calls);
  }

  /** Takes all faults away and counts from zero. */
  reset(): void {
    this.#entries = [];
    this.calls.clear();
  }
}

function strikes(entry: Entry, call: FaultableCall): boolean {
  const { rule } = entry;
  if (rule.service !== call.service) return false;
  if (rule.operation !== undefined && rule.operation !== call.operation) return false;
  if (rule.function !== undefined && rule.function !== call.function) return false;
  entry.seen += 1;
  if (entry.seen <= (rule.after ?? 0)) return false;
  if (entry.hits >= (rule.times ?? (rule.rate ? Number.POSITIVE_INFINITY : 1))) return false;
  if (rule.rate && rule.rate.random() >= rule.rate.probability) return false;
  entry.hits += 1;
  return true;
}
