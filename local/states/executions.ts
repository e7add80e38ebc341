import { createHash } from "node:crypto";
import type { Execution } from "./execution.ts";

/** How much of the past is kept. The oldest goes first. */
export interface Retention {
  /** Closed executions kept whole, with their history. */
  readonly closed: number;
  /** Names of closed executions kept for 90 days, so that they are not used again. */
  readonly names: number;
}

/** AWS refuses a closed execution's name for this long. */
const NAME_KEPT_SECONDS = 90 * 24 * 3_600;

/** The executions of one service: those that run, and the newest of the closed ones. */
export class Executions {
  readonly #retention: Retention;
  readonly #running = new Map<string, Execution>();
  readonly #closed = new Map<string, Execution>();
  /** By fingerprint of the ARN: when it was closed, in epoch seconds. In the order of closing. */
  readonly #used = new Map<string, number>();

  constructor(retention: Retention) {
    this.#retention = retention;
  }

  find(arn: string): Execution | undefined {
    return this.#running.get(arn) ?? this.#closed.get(arn);
  }

  /** Whether an execution of this ARN was closed less than 90 days ago. */
  wasUsed(arn: string, now: number): boolean {
    const closedAt = this.#used.get(fingerprint(arn));
    return closedAt !== undefined && now / 1_000 - closedAt < NAME_KEPT_SECONDS;
  }

  add(execution: Execution): void {
    this.#running.set(execution.identity.arn, execution);
  }

  close(execution: Execution, now: number): void {
    const { arn } = execution.identity;
    this.#running.delete(arn);
    this.#closed.delete(arn);
    this.#closed.set(arn, execution);
    const print = fingerprint(arn);
    this.#used.delete(print);
    this.#used.set(print, Math.ceil(now / 1_000));
    dropOldest(this.#closed, this.#retention.closed);
    dropOldest(this.#used, this.#retention.names);
  }

  /** Newest first, as AWS lists them; on a driven clock many start at the same instant. */
  list(): Execution[] {
    return [...this.#closed.values(), ...this.#running.values()].sort(
      (a, b) => b.startedAt - a.startedAt || b.identity.number - a.identity.number,
    );
  }
}

/** A hundred thousand whole ARNs would be most of what this service keeps in memory. */
function fingerprint(arn: string): string {
  return createHash("sha1").update(arn).digest("base64").slice(0, 16);
}

function dropOldest<T>(map: Map<string, T>, keep: number): void {
  for (const key of map.keys()) {
    if (map.size <= keep) return;
    map.delete(key);
  }
}
