import type { QueueEnd } from "../aws/sqs/queue-end.ts";
import type { ReceivedMessage } from "../aws/sqs/receive-message.ts";
import type { LocalClock } from "../clock/clock.ts";
import type { Timer } from "../clock/timers.ts";
import type { DeliveryFaults } from "./delivery-faults.ts";
import type { InFlight } from "./in-flight.ts";

export interface QueueReading {
  readonly clock: LocalClock;
  readonly inFlight: InFlight;
  /**
   * What goes wrong between queue and reader. A message that is dropped there is not lost: it comes
   * again when its visibility timeout ends.
   */
  readonly faults: DeliveryFaults;
  readonly queue: QueueEnd;
  readonly name: string;
  readonly batchSize: number;
  /** How long a batch that is not full waits for more. */
  readonly windowSeconds: number;
  /** How many batches may be with the handler at once. */
  readonly concurrency: number;
  /** Deletes what is done; what stays in the queue comes again. */
  readonly handle: (batch: readonly ReceivedMessage[]) => Promise<void>;
}

/** A batch's event must fit a synchronous invocation: 6 MB, with room for the envelope. */
const LARGEST_BATCH = 6_000_000 - 100_000;
const ENVELOPE = 1_000;

/**
 * Takes messages out of a queue the moment they are visible, as long as the handler has room, and
 * hands them on in batches. It never polls: the queue tells it of messages, and the clock when
 * hidden ones come back.
 */
export class QueueReader {
  readonly #reading: QueueReading;
  /** Received, and in no batch yet. */
  readonly #received: ReceivedMessage[] = [];
  #busy = 0;
  /** A batch that is being gathered; `close` ends that. */
  #gathering: { readonly close: () => void } | undefined;
  #next: (Timer & { readonly at: number }) | undefined;
  #unwatch: (() => void) | undefined;

  constructor(reading: QueueReading) {
    this.#reading = reading;
  }

  start(): void {
    this.#unwatch = this.#reading.queue.watch(() => this.#look());
    this.#look();
  }

  /** What is with the handler stays there; nothing more is handed on. */
  stop(): void {
    this.#unwatch?.();
    this.#unwatch = undefined;
    this.#next?.cancel();
    this.#next = undefined;
  }

  #look(): void {
    if (this.#unwatch === undefined) return;
    const { queue, clock, inFlight, faults } = this.#reading;
    for (;;) {
      const room = this.#room();
      const messages = room > 0 ? queue.receive(room) : [];
      if (messages.length === 0) break;
      for (const message of messages) {
        faults.through(clock, inFlight, "message", () => this.#accept(message));
      }
    }
    this.#lookAgainAt(queue.nextToAppear());
  }

  /** How many messages the batch takes that is being gathered, or the next one. */
  #room(): number {
    const { batchSize, concurrency } = this.#reading;
    if (this.#gathering === undefined && this.#busy >= concurrency) return 0;
    return batchSize - this.#received.length;
  }

  #lookAgainAt(at: number): void {
    if (this.#next?.at === at) return;
    this.#next?.cancel();
    this.#next = undefined;
    if (at === Number.POSITIVE_INFINITY) return;
    const timer = this.#reading.inFlight.later(at, () => {
      this.#next = undefined;
      this.#look();
    });
    this.#next = { ...timer, at };
  }

  #accept(message: ReceivedMessage): void {
    this.#received.push(message);
    if (this.#received.length >= this.#reading.batchSize) this.#gathering?.close();
    this.#begin();
  }

  #begin(): void {
    const { concurrency, inFlight, name } = this.#reading;
    if (this.#unwatch === undefined || this.#gathering !== undefined || this.#busy >= concurrency)
      return;
    if (this.#received.length === 0) return;
    this.#busy += 1;
    const gathered = this.#gather();
    inFlight.start(`read ${name}`, () => this.#batch(gathered));
  }

  async #batch(gathered: Promise<void>): Promise<void> {
    try {
      await this.#reading.clock.waiting(gathered);
      this.#gathering = undefined;
      const batch = this.#nextBatch();
      this.#begin();
      this.#look();
      await this.#reading.handle(batch);
    } finally {
      this.#busy -= 1;
      this.#begin();
      this.#look();
    }
  }

  /** Ends when the batch is full, or when its window is over. */
  #gather(): Promise<void> {
    const { clock, batchSize, windowSeconds } = this.#reading;
    return new Promise((resolve) => {
      const window = clock.at(clock.now() + windowSeconds * 1_000, () => close());
      const close = (): void => {
        window.cancel();
        resolve();
      };
      this.#gathering = { close };
      // What is sent in one go without a window still travels together, as one poll would find it.
      if (this.#received.length >= batchSize) close();
      else if (windowSeconds === 0) queueMicrotask(close);
    });
  }

  #nextBatch(): readonly ReceivedMessage[] {
    const { batchSize } = this.#reading;
    let bytes = 0;
    const fits = this.#received.slice(0, batchSize).findIndex((message) => {
      bytes += Buffer.byteLength(JSON.stringify(message)) + ENVELOPE;
      return bytes > LARGEST_BATCH;
    });
    return this.#received.splice(0, fits === -1 ? batchSize : Math.max(1, fits));
  }
}
