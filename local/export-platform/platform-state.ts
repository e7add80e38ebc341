import { createHash } from "node:crypto";
import type { LocalClock } from "../clock/clock.ts";
import { RateLimit } from "../rate-limit.ts";
import { CallCounts } from "./call-counts.ts";
import type { Fate } from "./fate.ts";
import { Jobs } from "./jobs.ts";
import { Script } from "./script.ts";

export interface PlatformOptions {
  readonly clock: LocalClock;
  /** The bearer token that the API takes. */
  readonly token: string;
  /** Decides what no fate says. */
  readonly seed: number;
  /** Of the API. @default 0, any free one */
  readonly port?: number;
  /**
   * The fates of calls that are not scripted.
   * @default nothing goes wrong
   */
  readonly fateOf?: (callId: string) => Fate;
  /** Calls of the API, without downloads. @default no limit */
  readonly requestsPerSecond?: number;
  /**
   * Told when a slow download pauses, of the call it is of: a client in this process that holds the
   * clock while it waits must let go of it, or no time passes.
   * @default only waits
   */
  readonly pausing?: (callId: string, wait: () => Promise<void>) => Promise<void>;
  /** How a call over the limit is told when to come again. @default "seconds" */
  readonly retryAfter?: "seconds" | "date";
}

/** All that the platform knows. */
export class PlatformState {
  readonly clock: LocalClock;
  readonly jobs: Jobs;
  readonly script: Script;
  readonly rateLimit: RateLimit;
  readonly retryAfter: "seconds" | "date";
  readonly counts: CallCounts = new CallCounts();
  readonly pausing: NonNullable<PlatformOptions["pausing"]>;
  token: string;
  /** `until`: epoch milliseconds. */
  outage: { readonly until: number; readonly status: number } = { until: 0, status: 500 };
  origins: { readonly api: string; readonly files: string } = { api: "", files: "" };
  readonly #seed: number;

  constructor(options: PlatformOptions) {
    const { clock, seed, fateOf = () => ({}) } = options;
    this.clock = clock;
    this.token = options.token;
    this.pausing = options.pausing ?? ((_, wait) => wait());
    this.#seed = seed;
    this.jobs = new Jobs(clock);
    this.script = new Script(seed, fateOf);
    const { requestsPerSecond: perSecond = Number.POSITIVE_INFINITY } = options;
    this.rateLimit = new RateLimit(clock, { perSecond, burst: Math.max(1, perSecond) });
    this.retryAfter = options.retryAfter ?? "seconds";
  }

  /** What makes a download URL at the other origin a permission. */
  signature(jobId: string): string {
    return createHash("sha256").update(`${this.#seed} ${jobId}`).digest("hex").slice(0, 32);
  }
}
