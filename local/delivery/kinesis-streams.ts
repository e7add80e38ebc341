import { createHash } from "node:crypto";
import type { MappingDescription } from "../template/mapping.ts";
import type { DeliveryFaults } from "./delivery-faults.ts";
import {
  type DiscardedBatch,
  KinesisShardReader,
  type MappingOptions,
} from "./kinesis-shard-reader.ts";
import { DeliveryRefusedError } from "./refused.ts";
import { type FailureDestinations, failureDestination } from "./stream-failures.ts";

/** Sequence numbers of a shard grow from here; real ones have as many digits. */
const FIRST_SEQUENCE_NUMBER = 49545115243490985018280067714973144582180062593244200961n;

export interface StreamOptions extends MappingOptions, Omit<FailureDestinations, "clock"> {
  /** What goes wrong on the way into the stream. */
  readonly faults: DeliveryFaults;
  /** Shards per stream. @default 1 */
  readonly shards?: number;
}

interface Shard {
  readonly shardId: string;
  nextSequenceNumber: bigint;
  /** One per mapping, each with its own position. */
  readonly readers: readonly KinesisShardReader[];
}

/** The Kinesis streams that mappings read: in process, from `put` to the function. */
export class KinesisStreams {
  /** What mappings gave up, and their failure destinations heard of. */
  readonly discarded: DiscardedBatch[] = [];
  readonly #options: StreamOptions;
  readonly #streams: ReadonlyMap<string, readonly Shard[]>;

  /**
   * @param mappings of streams
   * @throws DeliveryRefusedError for one that reads something else, or a shard several times in
   * parallel
   */
  constructor(mappings: readonly MappingDescription[], options: StreamOptions) {
    this.#options = options;
    for (const mapping of mappings) check(mapping);
    const arns = new Set(mappings.map(({ sourceArn }) => sourceArn));
    this.#streams = new Map(
      [...arns].map((arn) => [arn, this.#shards(mappings.filter((one) => one.sourceArn === arn))]),
    );
  }

  /** ARNs of the streams that somebody reads. */
  get streamArns(): readonly string[] {
    return [...this.#streams.keys()];
  }

  /** Records with one partition key keep their order. */
  put(streamArn: string, data: Uint8Array | string, partitionKey: string): void {
    const shards = this.#streams.get(streamArn);
    const shard = shards?.[shardOf(partitionKey, shards.length)];
    if (shard === undefined) {
      const known = this.streamArns.join(", ") || "none";
      throw new DeliveryRefusedError(
        streamArn,
        `no mapping reads this stream; read are: ${known}.`,
      );
    }
    const { clock, inFlight, faults } = this.#options;
    const base64 = Buffer.from(data as Uint8Array).toString("base64");
    faults.through(clock, inFlight, "record", () => {
      const sequenceNumber = String(shard.nextSequenceNumber);
      shard.nextSequenceNumber += 1n;
      const { shardId } = shard;
      const record = {
        shardId,
        sequenceNumber,
        partitionKey,
        data: base64,
        arrivedAt: clock.now(),
      };
      for (const reader of shard.readers) reader.accept(record);
    });
  }

  #shards(mappings: readonly MappingDescription[]): readonly Shard[] {
    const reader = (mapping: MappingDescription) => {
      const handOver = failureDestination(mapping, this.#options);
      return new KinesisShardReader(mapping, this.#options, async (batch) => {
        this.discarded.push(batch);
        await handOver(batch);
      });
    };
    return Array.from({ length: this.#options.shards ?? 1 }, (_, index) => ({
      shardId: `shardId-${String(index).padStart(12, "0")}`,
      nextSequenceNumber: FIRST_SEQUENCE_NUMBER,
      readers: mappings.map(reader),
    }));
  }
}

function check({ logicalId, sourceArn, parallelizationFactor }: MappingDescription): void {
  if (sourceArn.split(":")[2] !== "kinesis") {
    throw new DeliveryRefusedError(logicalId, `${sourceArn} is neither a stream nor a queue.`);
  }
  if (parallelizationFactor !== 1) {
    throw new DeliveryRefusedError(logicalId, "reads each shard once; leave the factor at 1.");
  }
}

/** Kinesis divides the space of MD5 hashes evenly among the shards. */
function shardOf(partitionKey: string, shards: number): number {
  const hash = createHash("md5").update(partitionKey).digest().readUInt32BE();
  return Math.floor((hash / 2 ** 32) * shards);
}
