import { type DynamoDBClientConfig, GetItemCommand } from "@aws-sdk/client-dynamodb";
import type { KinesisStreamBatchResponse } from "aws-lambda";
import type { PoisonQueue } from "../src/aws/poison-queue.ts";
import { workOnContactRecords } from "../src/aws/stream-batch.ts";
import { parseContactRecord } from "../src/connect/contact-record.ts";
import type { FlowAnswer } from "../src/connect/flow-answer.ts";
import { answerCheck } from "../src/trackers/answer.ts";
import { type RecordOutcome, recordTracker } from "../src/trackers/record.ts";
import { parseAllowList } from "../src/trackers/task.ts";
import { aContactRecord, type ContactRecordJson } from "./factories/contact-record.ts";
import { aFlowEvent, type ContactData } from "./factories/flow-event.ts";
import { INSTANCE_ARN } from "./factories/instance.ts";
import { aKinesisEvent } from "./factories/kinesis-event.ts";
import { MORNING, recordTime } from "./factories/time.ts";
import { NotedOutcomes } from "./noted-outcomes.ts";
import { StillClock } from "./still-clock.ts";
import { type Item, openTables, type Tables, TRACKERS_TABLE } from "./tables.ts";

export const TTL_SECONDS = 86_400;
export const LEASE_SECONDS = 3_600;

/** What a call says of its caller's task; times are seconds after MORNING. */
export interface Call {
  readonly caller: string;
  readonly contactId?: string;
  readonly flag?: "1" | "0";
  readonly endedAt?: number;
  readonly updatedAt?: number;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly record?: Partial<ContactRecordJson>;
}

/** The contact record of a call that was cut off in the middle of a payment. */
export function aCallRecord(call: Call): ContactRecordJson {
  const { caller, contactId, flag = "1", endedAt = 120, updatedAt = endedAt + 60 } = call;
  return aContactRecord({
    ...(contactId && { ContactId: contactId }),
    CustomerEndpoint: { Address: caller, Type: "TELEPHONE_NUMBER" },
    DisconnectTimestamp: recordTime(MORNING + endedAt * 1000),
    LastUpdateTimestamp: recordTime(MORNING + updatedAt * 1000),
    Attributes: {
      active_task_tracker: flag,
      active_task: "make_payment",
      tracking_task_title: "your payment",
      last_completed_step: "account_number",
      ...call.attributes,
    },
    ...call.record,
  });
}

/** `src/trackers` around tables of its own: what Connect would send it, in short. */
export class TrackersRoom {
  readonly tables: Tables;
  readonly clock: StillClock;
  readonly outcomes: NotedOutcomes = new NotedOutcomes();
  readonly poison: PoisonQueue = {
    send: async (reason) => {
      this.poisoned.push(reason);
    },
  };
  /** Reasons of what was sent to the poison queue. */
  readonly poisoned: string[] = [];
  readonly #client: Tables["client"];

  constructor(tables: Tables, client = tables.client, clock = new StillClock()) {
    this.tables = tables;
    this.clock = clock;
    this.#client = client;
  }

  /** The same tables and time, through another client of the SDK. */
  with(config: DynamoDBClientConfig): TrackersRoom {
    const client = this.tables.clientWith(config);
    return new TrackersRoom(this.tables, client, this.clock);
  }

  /** Delivers the contact record of a call. */
  async record(call: Call): Promise<RecordOutcome> {
    return (await this.deliver(aCallRecord(call))).outcome;
  }

  /** Delivers items of the stream, as the recording function does. */
  batch(items: readonly unknown[]): Promise<KinesisStreamBatchResponse> {
    return workOnContactRecords(aKinesisEvent(items), this, async (record) => {
      await recordTracker(this.#room(), record);
    });
  }

  deliver(json: object): ReturnType<typeof recordTracker> {
    const record = parseContactRecord(json);
    if (record === undefined) throw new TypeError("expected a contact record");
    return recordTracker(this.#room(), record);
  }

  /** A flow asks, on a call from this number. */
  ask(
    caller: string | null,
    parameters: Readonly<Record<string, string>> = {},
    contact: Partial<ContactData> = {},
  ): Promise<FlowAnswer> {
    const endpoint = caller === null ? null : { Address: caller, Type: "TELEPHONE_NUMBER" };
    return this.askEvent(aFlowEvent(parameters, { CustomerEndpoint: endpoint, ...contact }));
  }

  take(caller: string, contactId: string): Promise<FlowAnswer> {
    return this.ask(caller, { action: "take" }, { ContactId: contactId });
  }

  clear(caller: string, contactId: string): Promise<FlowAnswer> {
    return this.ask(caller, { action: "clear" }, { ContactId: contactId });
  }

  askEvent(event: unknown): Promise<FlowAnswer> {
    return answerCheck(this.#room(), event);
  }

  async item(caller: string): Promise<Item | undefined> {
    const Key = { caller_id: { S: caller } };
    const get = new GetItemCommand({ TableName: TRACKERS_TABLE, Key, ConsistentRead: true });
    return (await this.tables.client.send(get)).Item;
  }

  #room() {
    return {
      client: this.#client,
      table: TRACKERS_TABLE,
      clock: this.clock,
      outcomes: this.outcomes,
      ttlSeconds: TTL_SECONDS,
      leaseSeconds: LEASE_SECONDS,
      allowed: parseAllowList("TRACKER_ATTRIBUTES", "payment_*,account_*"),
      instanceArn: INSTANCE_ARN,
    };
  }
}

export async function openTrackersRoom(): Promise<TrackersRoom> {
  return new TrackersRoom(await openTables());
}
