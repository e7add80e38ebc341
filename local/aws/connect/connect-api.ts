import type { ServerResponse } from "node:http";
import type { Clock } from "../../../src/aws/clock.ts";
import { type Rate, RateLimit } from "../../rate-limit.ts";
import { answer } from "../door/answer.ts";
import type { ArrivedRequest } from "../door/body.ts";
import { ServiceError } from "../service.ts";

/** The contacts that the API tells of: those that the local stack's script sets in motion. */
export interface Contacts {
  /** DescribeContact's `Contact`, times as ISO 8601 texts; undefined for one Connect does not know. */
  describe(contactId: string): Readonly<Record<string, unknown>> | undefined;
  /** Ends a contact. @returns false for one that is over or was never there */
  stop(contactId: string): boolean;
}

/** The account's default for these operations: administrator guide, amazon-connect-service-limits. */
const ACCOUNT_RATE: Rate = { perSecond: 2, burst: 5 };

const DESCRIBE = /^\/contacts\/([^/]+)\/([^/]+)$/;
const STOP = "/contact/stop";

type Operation = "DescribeContact" | "StopContact";

/**
 * Connect's API behind the door, REST with JSON bodies, as far as our functions call it. Each
 * operation is throttled by itself, on the stack's clock.
 * https://docs.aws.amazon.com/connect/latest/APIReference/API_DescribeContact.html, API_StopContact.html
 */
export class ConnectApi {
  readonly #contacts: Contacts;
  readonly #instanceId: string;
  readonly #limits: Readonly<Record<Operation, RateLimit>>;
  /** Calls that were answered, and those that were throttled. */
  readonly calls: Record<Operation | "throttled", number> = {
    DescribeContact: 0,
    StopContact: 0,
    throttled: 0,
  };

  constructor(options: {
    readonly contacts: Contacts;
    readonly instanceId: string;
    readonly clock: Pick<Clock, "now">;
    readonly rate?: Rate;
  }) {
    const { contacts, instanceId, clock, rate = ACCOUNT_RATE } = options;
    this.#contacts = contacts;
    this.#instanceId = instanceId;
    this.#limits = {
      DescribeContact: new RateLimit(clock, rate),
      StopContact: new RateLimit(clock, rate),
    };
  }

  /** Serves one request. @throws ServiceError with Connect's own names */
  readonly handle = async (request: ArrivedRequest, response: ServerResponse): Promise<void> => {
    const path = URL.parse(request.url ?? "/", "http://door")?.pathname ?? "/";
    const described = request.method === "GET" ? DESCRIBE.exec(path) : null;
    if (described) {
      const [, instance = "", contact = ""] = described.map(decodeURIComponent);
      this.#admit("DescribeContact", instance);
      return json(response, { Contact: this.#describe(contact) });
    }
    if (request.method === "POST" && path === STOP) {
      const { InstanceId, ContactId } = await bodyOf(request);
      this.#admit("StopContact", InstanceId);
      if (!this.#contacts.stop(ContactId)) {
        throw new ServiceError("ContactNotFoundException", "The contact is over or unknown", 410);
      }
      return json(response, {});
    }
    throw new ServiceError(
      "UnknownOperationException",
      `Connect of the local stack knows DescribeContact and StopContact, got ${request.method} ${path}: see local/SUPPORT.md`,
      404,
    );
  };

  #admit(operation: Operation, instanceId: string): void {
    if (this.#limits[operation].take() > 0) {
      this.calls.throttled += 1;
      throw new ServiceError("TooManyRequestsException", "Too Many Requests", 429);
    }
    this.calls[operation] += 1;
    if (instanceId !== this.#instanceId) throw notFound(`instance ${instanceId}`);
  }

  #describe(contactId: string): Readonly<Record<string, unknown>> {
    const contact = this.#contacts.describe(contactId);
    if (contact === undefined) throw notFound(`contact ${contactId}`);
    return contact;
  }
}

function notFound(what: string): ServiceError {
  return new ServiceError("ResourceNotFoundException", `there is no ${what}`, 404);
}

async function bodyOf(request: ArrivedRequest): Promise<{ InstanceId: string; ContactId: string }> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  let body: unknown;
  try {
    body = JSON.parse(Buffer.concat(chunks).toString("utf8"));
  } catch {
    body = undefined;
  }
  const { InstanceId, ContactId } = (body ?? {}) as Record<string, unknown>;
  if (typeof InstanceId !== "string" || typeof ContactId !== "string") {
    throw new ServiceError("InvalidRequestException", "InstanceId and ContactId are required", 400);
  }
  return { InstanceId, ContactId };
}

function json(response: ServerResponse, body: object): void {
  const text = JSON.stringify(body, onTheWire);
  answer(response, 200, text, { "Content-Type": "application/json" });
}

/** The REST protocol writes times as epoch seconds: smithy.io, restJson1. */
function onTheWire(key: string, value: unknown): unknown {
  return key.endsWith("Timestamp") && typeof value === "string" ? Date.parse(value) / 1000 : value;
}
