import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { Clock } from "../../src/aws/clock.ts";
import { TokenBucket } from "../../src/aws/token-bucket.ts";
import { recordingKey } from "../../src/connect/recording-key.ts";
import type { CheckRoom } from "../../src/recordings/check.ts";
import type { Enrol } from "../../src/recordings/enrolment.ts";
import { readRow } from "../../src/recordings/ledger.ts";
import { onContactEvent } from "../../src/recordings/on-contact-event.ts";
import { onFlowLog } from "../../src/recordings/on-flow-log.ts";
import { onObjectCreated } from "../../src/recordings/on-object-created.ts";
import { showContact } from "../../src/recordings/show.ts";
import { sweepStep } from "../../src/recordings/sweep.ts";
import type { ContactRow } from "../../src/recordings/table.ts";
import type { aContactEvent } from "../factories/contact-event.ts";
import { INSTANCE_ARN } from "../factories/instance.ts";
import { eventTime, MORNING } from "../factories/time.ts";
import { NotedOutcomes } from "../noted-outcomes.ts";
import { StillClock } from "../still-clock.ts";
import type { Call } from "./call.ts";
import { BUCKET, type Endpoints, INSTANCE_ID, openEndpoints, PREFIX, TABLE } from "./endpoints.ts";
import { aLogSubscription, anS3Notification, aRecordingLine } from "./input.ts";

const GRACE_SECONDS = 900;
export const STEPS = [
  "PollInitialised",
  "DeleteCompletedQueueIvr",
  "PollInProgress",
  "VerifyRecordings",
] as const;

/** `src/recordings` around endpoints of its own: what AWS would send it, in short. */
export class RecordingsRoom<C extends Clock = StillClock> {
  readonly endpoints: Endpoints;
  readonly clock: C;
  readonly outcomes: NotedOutcomes = new NotedOutcomes();
  enrol: Enrol = "flow-log";
  rate = { perSecond: 2, burst: 5 };
  /** Time that a run of a step may take. */
  stepMs = 300_000;
  readonly #client: DynamoDBClient;

  constructor(endpoints: Endpoints, clock: C, client: DynamoDBClient = endpoints.clients.client) {
    this.endpoints = endpoints;
    this.clock = clock;
    this.#client = client;
  }

  static async open(): Promise<RecordingsRoom> {
    const clock = new StillClock();
    return new RecordingsRoom(await openEndpoints(clock), clock);
  }

  /** As it was when it was opened, but for the bucket. */
  async reset(this: RecordingsRoom): Promise<void> {
    this.endpoints.faults.reset();
    await this.endpoints.emptyTable();
    this.clock.time = MORNING;
    this.enrol = "flow-log";
    this.rate = { perSecond: 2, burst: 5 };
    this.stepMs = 300_000;
    this.endpoints.faults.reset();
    this.endpoints.contacts.clear();
    this.endpoints.sent.length = 0;
    this.outcomes.taken();
  }

  at(this: RecordingsRoom, seconds: number): RecordingsRoom {
    this.clock.time = MORNING + seconds * 1000;
    return this;
  }

  room(): CheckRoom & Parameters<typeof onFlowLog>[0] & Parameters<typeof onContactEvent>[0] {
    const { connect, s3, sqs } = this.endpoints.clients;
    return {
      client: this.#client,
      table: TABLE,
      clock: this.clock,
      enrol: this.enrol,
      graceSeconds: GRACE_SECONDS,
      outcomes: this.outcomes,
      blocks: new Set(["SetRecordingBehavior"]),
      instanceArn: INSTANCE_ARN,
      connect,
      instanceId: INSTANCE_ID,
      describeBudget: new TokenBucket(this.clock, this.rate),
      s3,
      recordings: { bucket: BUCKET, prefix: PREFIX },
      sqs,
      reconciliationQueueUrl: `${this.endpoints.url}/1/reconciliation`,
      poison: {
        send: async (reason, identifiers) => {
          this.endpoints.sent.push({ queue: "poison", body: { reason, ...identifiers } });
        },
      },
    };
  }

  log(...lines: unknown[]): Promise<void> {
    return onFlowLog(this.room(), aLogSubscription(lines));
  }

  switchedOn({ contactId }: { readonly contactId: string }, at = 0): Promise<void> {
    return this.log(aRecordingLine(contactId, "Enable", MORNING + at * 1000));
  }

  switchedOnAll(calls: readonly { readonly contactId: string }[]): Promise<void> {
    return this.log(...calls.map(({ contactId }) => aRecordingLine(contactId)));
  }

  switchedOff({ contactId }: { readonly contactId: string }, at = 0): Promise<void> {
    return this.log(aRecordingLine(contactId, "Disable", MORNING + at * 1000));
  }

  event(envelope: ReturnType<typeof aContactEvent>): Promise<void> {
    return onContactEvent(this.room(), envelope);
  }

  async events(call: Call, ...types: string[]): Promise<void> {
    for (const event of call.events()) {
      if (types.length === 0 || types.includes(event.detail.eventType)) await this.event(event);
    }
  }

  created(event: unknown): Promise<void> {
    return onObjectCreated(this.room(), event);
  }

  /** Puts the recording of a call into the bucket; S3 tells of it, or does not. */
  async recorded(call: Call, { told = true, at = call.connectedAt } = {}): Promise<string> {
    const key = recordingKey(PREFIX, call.contactId, at);
    this.endpoints.s3.put(BUCKET, key, "RIFF");
    if (told) await this.created(anS3Notification(key));
    return key;
  }

  /** What Connect answers for the call from now on. */
  known(call: Call, at?: number): void {
    this.endpoints.contacts.set(call.contactId, call.described(at));
  }

  /** One run of one step, in the slot that it is. */
  step(step: (typeof STEPS)[number]): Promise<{ readonly again: boolean }> {
    const startedAt = eventTime(this.clock.now());
    return sweepStep(this.room(), { step, startedAt }, this.stepMs);
  }

  /** What the state machine does in a slot: rounds of all steps, until none asks for another. */
  async sweep(): Promise<void> {
    const startedAt = eventTime(this.clock.now());
    let again = true;
    while (again) {
      again = false;
      for (const step of STEPS) {
        const done = await sweepStep(this.room(), { step, startedAt }, this.stepMs);
        again ||= done.again;
      }
    }
  }

  /** Sweeps every five minutes, until so many seconds after MORNING. */
  async sweepUntil(this: RecordingsRoom, seconds: number): Promise<void> {
    while (this.clock.time < MORNING + seconds * 1000) {
      await this.sweep();
      this.clock.time = (Math.floor(this.clock.time / 300_000) + 1) * 300_000;
    }
  }

  row({ contactId }: { readonly contactId: string }): Promise<ContactRow | undefined> {
    return showContact(this.room(), contactId);
  }

  stored({ contactId }: { readonly contactId: string }): Promise<ContactRow | undefined> {
    return readRow(this.room(), contactId);
  }
}
