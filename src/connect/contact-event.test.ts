import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { aContactEvent } from "../../test/factories/contact-event.ts";
import { INSTANCE_ARN, queueArn } from "../../test/factories/instance.ts";
import { eventTime, MORNING } from "../../test/factories/time.ts";
import { parseContactEvent } from "./contact-event.ts";
import { InvalidInputError } from "./invalid-input.ts";

const CONTACT = "c0000000-0000-4000-8000-000000000001";
const AGENT = `${INSTANCE_ARN}/agent/a0000000-0000-4000-8000-000000000001`;

const queued = aContactEvent({
  contactId: CONTACT,
  initialContactId: "root",
  previousContactId: "before",
  relatedContactId: "related",
  initiationMethod: "CALLBACK",
  eventType: "DISCONNECTED",
  disconnectTimestamp: eventTime(MORNING + 90_000),
  queueInfo: {
    queueArn: queueArn("sales"),
    queueType: "STANDARD",
    enqueueTimestamp: eventTime(MORNING + 5),
  },
  agentInfo: { agentArn: AGENT, connectedToAgentTimestamp: eventTime(MORNING + 60_123) },
}).detail;

const READ = {
  contactId: CONTACT,
  initialContactId: "root",
  previousContactId: "before",
  relatedContactId: "related",
  instanceArn: INSTANCE_ARN,
  channel: "VOICE",
  eventType: "DISCONNECTED",
  initiationMethod: "CALLBACK",
  initiatedAt: MORNING,
  enqueuedAt: MORNING + 5,
  connectedToAgentAt: MORNING + 60_123,
  disconnectedAt: MORNING + 90_000,
  agentArn: AGENT,
  queueArn: queueArn("sales"),
};

describe("a contact event", () => {
  it("is read in its real shape", () => {
    expect(parseContactEvent(queued)).toEqual(READ);
  });

  it("is read in the upper-camel shape of some samples of the documentation", () => {
    expect(parseContactEvent(upperCamel(queued))).toEqual(READ);
  });

  it("needs only to say whose it is and what happened", () => {
    const { detail } = aContactEvent({ contactId: CONTACT });
    const { contactId, channel, eventType, initiationMethod } = detail;
    expect(parseContactEvent({ contactId, channel, eventType, initiationMethod })).toEqual({
      contactId,
      channel: "VOICE",
      eventType: "INITIATED",
      initiationMethod: "INBOUND",
      initialContactId: undefined,
      previousContactId: undefined,
      instanceArn: undefined,
      initiatedAt: undefined,
      connectedToAgentAt: undefined,
      disconnectedAt: undefined,
      queueArn: undefined,
    });
  });

  it.each([
    ["absent", { agentArn: AGENT }],
    ["null", { agentArn: AGENT, connectedToAgentTimestamp: null }],
    ["the placeholder", { connectedToAgentTimestamp: "1970-01-01T00:00:00.001Z" }],
    ["the epoch", { connectedToAgentTimestamp: "1970-01-01T00:00:00Z" }],
  ])("has no agent where the connecting time is %s", (_, agentInfo) => {
    const event = { ...aContactEvent({ contactId: CONTACT }).detail, agentInfo };
    expect(parseContactEvent(event).connectedToAgentAt).toBeUndefined();
  });

  it.each(["1970-01-01T00:00:00.001Z", "1970-01-01T00:00:00Z"])(
    "is not over, and did not begin or wait, at the placeholder %s",
    (placeholder) => {
      const times = { initiationTimestamp: placeholder, disconnectTimestamp: placeholder };
      const queueInfo = { ...queued.queueInfo, enqueueTimestamp: placeholder };
      const { initiatedAt, disconnectedAt, enqueuedAt } = parseContactEvent({
        ...queued,
        ...times,
        queueInfo,
      });
      expect([initiatedAt, disconnectedAt, enqueuedAt]).toEqual([undefined, undefined, undefined]);
    },
  );

  it.each([
    { relatedContactId: 7 },
    { relatedContactId: "x".repeat(257) },
    { agentInfo: { agentArn: 7 } },
    { queueInfo: { enqueueTimestamp: "secret" } },
  ])("is read although a detail makes no sense: %#", (odd) => {
    const event = parseContactEvent({ ...queued, ...odd });
    expect(event.contactId).toBe(CONTACT);
    expect(Object.values(event)).toContain(undefined);
  });

  it.each([
    ["detail", undefined],
    ["detail", null],
    ["detail", "secret"],
    ["detail.contactId", {}],
    ["detail.contactId", { ...queued, contactId: "" }],
    ["detail.contactId", { ...queued, contactId: "x".repeat(257) }],
    ["detail.initialContactId", { ...queued, initialContactId: "x".repeat(257) }],
    ["detail.previousContactId", { ...queued, previousContactId: "x".repeat(3_000) }],
    ["detail.channel", { ...queued, channel: null }],
    ["detail.eventType", { ...queued, eventType: 614 }],
    ["detail.initiationMethod", { ...queued, initiationMethod: ["secret"] }],
    ["detail.initiationTimestamp", { ...queued, initiationTimestamp: "secret" }],
    ["detail.disconnectTimestamp", { ...queued, disconnectTimestamp: 614 }],
    ["detail.agentInfo", { ...queued, agentInfo: "secret" }],
    [
      "detail.agentInfo.connectedToAgentTimestamp",
      { ...queued, agentInfo: { connectedToAgentTimestamp: "secret" } },
    ],
    ["detail.queueInfo.queueArn", { ...queued, queueInfo: { queueArn: 614 } }],
  ])("is refused naming %s, whatever else it holds: %#", (field, detail) => {
    const error = refusal(detail);
    expect(error.field).toBe(field);
    expect(error.message).not.toMatch(/secret|614/);
  });
});

test("any detail is read or refused, and never quoted", () => {
  const fields = fc.constantFrom(...Object.keys(queued), "__proto__", "ContactId", "AgentInfo");
  const odd = fc.oneof(
    fc.constantFrom("4111111111111111", null, "", 0, [], {}),
    fc.jsonValue({ maxDepth: 3 }),
  );
  fc.assert(
    fc.property(fc.dictionary(fields, odd, { maxKeys: 4 }), (changes) => {
      try {
        expect(parseContactEvent({ ...queued, ...changes }).contactId).not.toBe("");
      } catch (error) {
        expect(error).toBeInstanceOf(InvalidInputError);
        expect(String(error)).not.toContain("4111");
      }
    }),
    { numRuns: 1_000 },
  );
});

function upperCamel(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key.charAt(0).toUpperCase() + key.slice(1),
      upperCamel(inner),
    ]),
  );
}

function refusal(detail: unknown): InvalidInputError {
  try {
    parseContactEvent(detail);
  } catch (error) {
    if (error instanceof InvalidInputError) return error;
    throw error;
  }
  throw new Error("expected an InvalidInputError, got an event");
}
