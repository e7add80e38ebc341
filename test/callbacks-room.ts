import { type DynamoDBClientConfig, GetItemCommand } from "@aws-sdk/client-dynamodb";
import type { KinesisStreamBatchResponse } from "aws-lambda";
import { answerClear, answerSet } from "../src/callbacks/answer.ts";
import { releaseOnContactEvent, releaseOnContactRecords } from "../src/callbacks/release-input.ts";
import type { FlowAnswer } from "../src/connect/flow-answer.ts";
import { aContactEvent, type ContactEventDetail } from "./factories/contact-event.ts";
import { aContactRecord, type ContactRecordJson } from "./factories/contact-record.ts";
import { aFlowEvent, type ContactData } from "./factories/flow-event.ts";
import { INSTANCE_ARN } from "./factories/instance.ts";
import { aKinesisEvent } from "./factories/kinesis-event.ts";
import { NotedOutcomes } from "./noted-outcomes.ts";
import { StillClock } from "./still-clock.ts";
import { CLAIMS_TABLE, type Item, openTables, type Tables } from "./tables.ts";

type Parameters = Readonly<Record<string, string>>;

/** `src/callbacks` around tables of its own: what Connect would send it, in short. */
export class CallbacksRoom {
  readonly tables: Tables;
  readonly clock: StillClock;
  readonly outcomes: NotedOutcomes;
  /** Reasons of what was sent to the poison queue. */
  readonly poisoned: string[] = [];
  maximumAttempts = 1;
  readonly #client: Tables["client"];

  constructor(tables: Tables, client = tables.client, clock = new StillClock()) {
    this.tables = tables;
    this.clock = clock;
    this.outcomes = new NotedOutcomes();
    this.#client = client;
  }

  /** The same tables and time, through another client of the SDK. */
  with(config: DynamoDBClientConfig): CallbacksRoom {
    const client = this.tables.clientWith(config);
    return new CallbacksRoom(this.tables, client, this.clock);
  }

  set(parameters: Parameters, contact: Partial<ContactData> = {}): Promise<FlowAnswer> {
    return this.setEvent(aFlowEvent(parameters, contact));
  }

  clear(parameters: Parameters, contact: Partial<ContactData> = {}): Promise<FlowAnswer> {
    return this.clearEvent(aFlowEvent(parameters, contact));
  }

  setEvent(event: unknown): Promise<FlowAnswer> {
    return answerSet(this.store(), event);
  }

  clearEvent(event: unknown): Promise<FlowAnswer> {
    return answerClear(this.store(), event);
  }

  /** Delivers a contact event; tells its outcome. */
  async event(detail: Partial<ContactEventDetail>): Promise<string | undefined> {
    const before = this.outcomes.noted.length;
    await releaseOnContactEvent(this.store(), aContactEvent(detail));
    return this.outcomes.noted[before]?.outcome;
  }

  envelope(envelope: object): Promise<void> {
    return releaseOnContactEvent(this.store(), { ...aContactEvent(), ...envelope });
  }

  /** Delivers a contact record; tells its outcome. */
  async record(record: Partial<ContactRecordJson>): Promise<string | undefined> {
    const before = this.outcomes.noted.length;
    await this.batch([aContactRecord(record)]);
    return this.outcomes.noted[before]?.outcome;
  }

  batch(items: readonly unknown[]): Promise<KinesisStreamBatchResponse> {
    return releaseOnContactRecords(this.store(), aKinesisEvent(items));
  }

  async claim(key: string): Promise<Item | undefined> {
    const Key = { callback_number: { S: key } };
    const get = new GetItemCommand({ TableName: CLAIMS_TABLE, Key, ConsistentRead: true });
    return (await this.tables.client.send(get)).Item;
  }

  /** What the operations of this room are given. */
  store() {
    return {
      client: this.#client,
      table: CLAIMS_TABLE,
      ttlSeconds: 86_400,
      maximumAttempts: this.maximumAttempts,
      instanceArn: INSTANCE_ARN,
      clock: this.clock,
      outcomes: this.outcomes,
      poison: {
        send: async (reason: string) => {
          this.poisoned.push(reason);
        },
      },
    };
  }
}

export async function openCallbacksRoom(): Promise<CallbacksRoom> {
  return new CallbacksRoom(await openTables());
}
