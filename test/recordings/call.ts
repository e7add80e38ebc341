import { recordingKey } from "../../src/connect/recording-key.ts";
import {
  aContactEvent,
  type ContactEventDetail,
  connectedAt,
  inQueue,
} from "../factories/contact-event.ts";
import { anId } from "../factories/id.ts";
import { eventTime, MORNING } from "../factories/time.ts";
import { BUCKET, PREFIX } from "./endpoints.ts";

const AGENT_ID = "a0000000-0000-4000-8000-000000000001";
const QUEUE_ID = "b0000000-0000-4000-8000-000000000001";

/** A contact's life; times are seconds after MORNING, and what is absent did not happen. */
export interface Life {
  readonly contactId?: string;
  readonly initiatedAt?: number;
  readonly connectedAt?: number;
  readonly disconnectedAt?: number;
  readonly previousContactId?: string;
  readonly relatedContactId?: string;
  readonly initiationMethod?: string;
}

/** What Connect says of one contact, in each of the forms in which it says it. */
export class Call {
  readonly contactId: string;
  readonly life: Life;

  constructor(life: Life = {}) {
    this.contactId = life.contactId ?? anId();
    this.life = life;
  }

  /** Two minutes in a queue, three with an agent. */
  static withAgent(life: Life = {}): Call {
    return new Call({ connectedAt: 120, disconnectedAt: 300, ...life });
  }

  get connectedAt(): number {
    return MORNING + (this.life.connectedAt ?? 0) * 1000;
  }

  get key(): string {
    return recordingKey(PREFIX, this.contactId, this.connectedAt);
  }

  get location(): string {
    return `${BUCKET}/${this.key}`;
  }

  /** The events of its life, in order; each tells everything up to then. */
  events(): ReturnType<typeof aContactEvent>[] {
    const { connectedAt: agentAt, disconnectedAt: overAt } = this.life;
    const begun = this.#detail();
    const queued = { ...begun, ...inQueue(QUEUE_ID) };
    const served = agentAt === undefined ? queued : { ...queued, ...connectedAt(ms(agentAt)) };
    const over = { ...served, disconnectTimestamp: time(overAt ?? 0) };
    return [
      aContactEvent({ ...begun, eventType: "INITIATED" }),
      aContactEvent({ ...queued, eventType: "QUEUED" }),
      ...(agentAt === undefined
        ? []
        : [aContactEvent({ ...served, eventType: "CONNECTED_TO_AGENT" })]),
      ...(overAt === undefined
        ? []
        : [
            aContactEvent({ ...over, eventType: "DISCONNECTED" }),
            aContactEvent({ ...over, eventType: "COMPLETED" }),
          ]),
    ];
  }

  /** DescribeContact's `Contact`, as of some seconds after MORNING. */
  described(at: number = Number.POSITIVE_INFINITY): Record<string, unknown> {
    const { life } = this;
    const connected = life.connectedAt !== undefined && life.connectedAt <= at;
    const over = life.disconnectedAt !== undefined && life.disconnectedAt <= at;
    const queued = Math.min(60, at);
    const last = over ? life.disconnectedAt : connected ? life.connectedAt : queued;
    return {
      Id: this.contactId,
      Channel: "VOICE",
      InitiationMethod: life.initiationMethod ?? "INBOUND",
      ...(life.previousContactId && { PreviousContactId: life.previousContactId }),
      ...(life.relatedContactId && { RelatedContactId: life.relatedContactId }),
      InitiationTimestamp: time(life.initiatedAt ?? 0),
      LastUpdateTimestamp: time(last ?? 0),
      QueueInfo: { Id: QUEUE_ID, EnqueueTimestamp: time(queued) },
      ...(connected && {
        AgentInfo: { Id: AGENT_ID, ConnectedToAgentTimestamp: time(life.connectedAt ?? 0) },
      }),
      ...(over && { DisconnectTimestamp: time(life.disconnectedAt ?? 0) }),
    };
  }

  #detail(): Partial<ContactEventDetail> {
    const { previousContactId, relatedContactId, initiationMethod, initiatedAt = 0 } = this.life;
    return {
      contactId: this.contactId,
      initiationTimestamp: time(initiatedAt),
      ...(previousContactId && { previousContactId }),
      ...(relatedContactId && { relatedContactId }),
      ...(initiationMethod && { initiationMethod }),
    };
  }
}

function ms(seconds: number): number {
  return MORNING + seconds * 1000;
}

function time(seconds: number): string {
  return eventTime(ms(seconds));
}
