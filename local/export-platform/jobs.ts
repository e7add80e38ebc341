import { createHash } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import type { Clock } from "../../src/aws/clock.ts";
import { Job, type JobRequest } from "./job.ts";
import { Refusal } from "./refusal.ts";

/** The jobs, each made once for its idempotency key. */
export class Jobs {
  readonly #clock: Clock;
  readonly #byId = new Map<string, Job>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /**
   * The job of this key, and whether it was made just now.
   * @throws {Refusal} 409 where the key came with another request
   */
  create(key: string, request: JobRequest): { readonly job: Job; readonly isNew: boolean } {
    // From the key alone, so that ids do not depend on the order in which requests come.
    const id = `EXP-JOB-${createHash("sha256").update(key).digest("hex").slice(0, 16)}`;
    const known = this.#byId.get(id);
    if (known === undefined) {
      const job = new Job(id, request, this.#clock.now());
      this.#byId.set(id, job);
      return { job, isNew: true };
    }
    if (isDeepStrictEqual(known.request, request)) return { job: known, isNew: false };
    throw new Refusal(409, "IdempotencyKeyReused", "the key came with another request before");
  }

  /** @throws {Refusal} 404 */
  find(id: string): Job {
    const job = this.#byId.get(id);
    if (job) return job;
    throw new Refusal(404, "JobNotFound", `no export job ${id}`);
  }

  all(): readonly Job[] {
    return [...this.#byId.values()];
  }
}
