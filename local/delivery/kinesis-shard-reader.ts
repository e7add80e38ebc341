import type { LocalClock } from "../clock/clock.ts";
import type { LambdaHost } from "../lambda/lambda-host.ts";
import type { MappingDescription } from "../template/mapping.ts";
import { firstFailure } from "./batch-answer.ts";
import type { InFlight } from "./in-flight.ts";
import { type KinesisRecord, kinesisEvent } from "./kinesis-record.ts";

/** A batch's event must fit a synchronous invocation: 6 MB, with room for the envelope. */
const LARGEST_BATCH = 6_000_000 - 100_000;
const ENVELOPE = 600;

/** A stream keeps its records for a day unless told otherwise, and Lambda retries no longer. */
const RETENTION_SECONDS = 86_400;

/** Lambda backs off exponentially between retries of a batch; the figures are ours. */
const FIRST_RETRY_AFTER_MS = 1_000;
const LONGEST_PAUSE_MS = 60_000;

export interface MappingOptions {
  readonly clock: LocalClock;
  readonly host: Pick<LambdaHost, "invoke">;
  readonly inFlight: InFlight;
}

/** Records that the mapping gave up. */
export interface DiscardedBatch {
  readonly mapping: string;
  readonly functionName: string;
  readonly reason: "RetryAttemptsExhausted" | "RecordAgeExceeded";
  readonly records: readonly KinesisRecord[];
  /** How often the function was given them, and the last of these invocations. */
  readonly invocations: number;
  readonly last?: Failed;
}

/** An invocation that did not do all of its records. */
interface Failed {
  readonly requestId: string;
  /** Absent where the function itself reported the records. */
  readonly functionError?: string;
}

/** What the function was told of some records so far. */
interface Attempts {
  /** How often they failed before; splitting a batch does not count. */
  readonly retries: number;
  readonly invocations: number;
  readonly last?: Failed;
}

/**
 * One event source mapping on one shard: batches in order, one at a time. A batch that fails holds
 * the shard until it succeeds or is discarded.
 */
export class KinesisShardReader {
  readonly #mapping: MappingDescription;
  readonly #options: MappingOptions;
  readonly #discard: (batch: DiscardedBatch) => Promise<void>;
  readonly #pending: KinesisRecord[] = [];
  #reading = false;
  #enough: (() => void) | undefined;

  constructor(
    mapping: MappingDescription,
    options: MappingOptions,
    discard: (batch: DiscardedBatch) => Promise<void>,
  ) {
    this.#mapping = mapping;
    this.#options = options;
    this.#discard = discard;
  }

  accept(record: KinesisRecord): void {
    this.#pending.push(record);
    if (this.#pending.length >= this.#mapping.batchSize) this.#enough?.();
    if (this.#reading) return;
    this.#reading = true;
    this.#options.inFlight.start(`read ${this.#mapping.logicalId}`, () => this.#read());
  }

  async #read(): Promise<void> {
    try {
      while (this.#pending.length > 0) {
        await this.#gather();
        await this.#work(this.#nextBatch(), { retries: 0, invocations: 0 });
      }
    } finally {
      this.#reading = false;
    }
  }

  /** Waits for a full batch, as long as the batching window lasts. */
  async #gather(): Promise<void> {
    const { clock } = this.#options;
    const { maximumBatchingWindowSeconds, batchSize } = this.#mapping;
    // What is put in one go without a window still travels together, as one poll would find it.
    await Promise.resolve();
    if (maximumBatchingWindowSeconds === 0 || this.#pending.length >= batchSize) return;
    const full = new Promise<void>((resolve) => {
      this.#enough = resolve;
    });
    const closes = clock.now() + maximumBatchingWindowSeconds * 1_000;
    const window = clock.at(closes, () => this.#enough?.());
    await clock.waiting(full);
    this.#enough = undefined;
    window.cancel();
  }

  #nextBatch(): KinesisRecord[] {
    let bytes = 0;
    const fits = this.#pending.slice(0, this.#mapping.batchSize).findIndex(({ data }) => {
      bytes += data.length + ENVELOPE;
      return bytes > LARGEST_BATCH;
    });
    return this.#pending.splice(0, fits === -1 ? this.#mapping.batchSize : Math.max(1, fits));
  }

  async #work(batch: readonly KinesisRecord[], before: Attempts): Promise<void> {
    const records = await this.#withoutExpired(batch, before);
    if (records.length === 0) return;
    const { failedAt, last } = await this.#invoke(records);
    if (failedAt === undefined) return;
    const rest = records.slice(failedAt);
    const { retries } = before;
    const attempts = { retries, invocations: before.invocations + 1, last };
    const { bisectBatchOnFunctionError: bisect, maximumRetryAttempts } = this.#mapping;
    if (bisect && (failedAt > 0 || rest.length > 1)) {
      // A reported failure is itself the place to split: what comes before it is done.
      const middle = Math.ceil(rest.length / 2);
      const parts = failedAt > 0 ? [rest] : [rest.slice(0, middle), rest.slice(middle)];
      for (const part of parts) {
        await this.#pause(retries);
        await this.#work(part, attempts);
      }
      return;
    }
    if (maximumRetryAttempts !== undefined && retries >= maximumRetryAttempts) {
      return this.#give("RetryAttemptsExhausted", rest, attempts);
    }
    await this.#pause(retries);
    return this.#work(rest, { ...attempts, retries: retries + 1 });
  }

  /** `failedAt`: the position of the first record that failed, undefined when all succeeded. */
  async #invoke(
    records: readonly KinesisRecord[],
  ): Promise<{ readonly failedAt: number | undefined; readonly last: Failed }> {
    const { functionName, sourceArn, reportBatchItemFailures } = this.#mapping;
    const event = JSON.stringify(kinesisEvent(sourceArn, records));
    const result = await this.#options.host.invoke(functionName, event, { source: "kinesis" });
    const { requestId, functionError } = result;
    if (functionError !== undefined) return { failedAt: 0, last: { requestId, functionError } };
    const failedAt = reportBatchItemFailures ? firstFailure(result.payload, records) : undefined;
    return { failedAt, last: { requestId } };
  }

  async #withoutExpired(
    records: readonly KinesisRecord[],
    attempts: Attempts,
  ): Promise<readonly KinesisRecord[]> {
    const { maximumRecordAgeSeconds = RETENTION_SECONDS } = this.#mapping;
    const oldest = this.#options.clock.now() - maximumRecordAgeSeconds * 1_000;
    const expired = records.filter(({ arrivedAt }) => arrivedAt < oldest);
    if (expired.length > 0) await this.#give("RecordAgeExceeded", expired, attempts);
    return records.filter(({ arrivedAt }) => arrivedAt >= oldest);
  }

  #give(
    reason: DiscardedBatch["reason"],
    records: readonly KinesisRecord[],
    { retries: _, ...attempts }: Attempts,
  ): Promise<void> {
    const { logicalId, functionName } = this.#mapping;
    return this.#discard({ mapping: logicalId, functionName, reason, records, ...attempts });
  }

  #pause(retries: number): Promise<void> {
    const pause = Math.min(FIRST_RETRY_AFTER_MS * 2 ** retries, LONGEST_PAUSE_MS);
    return this.#options.clock.sleep(pause);
  }
}
