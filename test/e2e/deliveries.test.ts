import { GetItemCommand } from "@aws-sdk/client-dynamodb";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Contact } from "../../local/connect/contact.ts";
import { contactEventOf } from "../../local/connect/contact-event.ts";
import { contactRecordOf } from "../../local/connect/contact-record.ts";
import { flowEventOf } from "../../local/connect/flow-event.ts";
import { Random } from "../../local/random.ts";
import { LOCAL_INSTANCE, type LocalStack, startStack } from "../../local/stack.ts";
import { listTrackers } from "../../src/trackers/list.ts";

const MINUTE = 60_000;

describe("deliveries to the functions, as Lambda's mappings make them", () => {
  const random = new Random(5);
  let stack: LocalStack;
  beforeEach(async () => {
    stack = await startStack({ port: 0, startAt: Date.UTC(2026, 0, 5, 8), endpoints: {} });
  }, 60_000);
  afterEach(() => stack?.close());

  function cutOff(index: number): Contact {
    const contact = new Contact(stack.clock, {
      contactId: random.uuid(),
      initiationMethod: "INBOUND",
      customerAddress: `+64216${String(index).padStart(6, "0")}`,
      systemAddress: "+6448300100",
    });
    contact.attributes["active_task_tracker"] = "1";
    contact.disconnect("CUSTOMER_DISCONNECT");
    return contact;
  }

  function put(contact: Contact): void {
    const record = contactRecordOf(contact, LOCAL_INSTANCE, stack.clock.now());
    stack.putContactRecord(record, contact.contactId);
  }

  async function trackers(): Promise<number> {
    const table = stack.tableName("caller_id");
    return (await listTrackers({ client: stack.dynamodb, table, clock: stack.clock })).length;
  }

  function waiting(queue: RegExp): number {
    const found = stack.description.queues.filter(({ name }) => queue.test(name));
    return found.reduce((sum, { name }) => sum + stack.sqs.peek(name).length, 0);
  }

  /** Distinct records: on a starved machine a batch may be delivered again, poison and all. */
  function poisoned(): number {
    const queue = stack.description.queues.find(({ name }) => /Trackers.*Poison/i.test(name));
    const bodies = stack.sqs.peek(queue?.name ?? "").map(({ body }) => JSON.parse(body) as object);
    return new Set(bodies.map((body) => (body as { eventId: string }).eventId)).size;
  }

  it("stores 97 of 100 records and sends 3 to the poison queue; again: nothing changes", async () => {
    const contacts = Array.from({ length: 97 }, (_, index) => cutOff(index));
    const put100 = (): void => {
      for (const contact of contacts) put(contact);
      for (let i = 0; i < 3; i += 1) stack.putContactRecord(["not a record"], `poison-${i}`);
    };
    put100();
    await stack.clock.advance(MINUTE);
    expect(await trackers()).toBe(97);
    expect(poisoned()).toBe(3);
    put100();
    await stack.clock.advance(MINUTE);
    expect(await trackers()).toBe(97);
  });

  it("delivers a record again when the store failed, and stores it then", async () => {
    const outage = stack.faults.add({
      service: "dynamodb",
      operation: "UpdateItem",
      times: 8,
      fault: { kind: "error", status: 500 },
    });
    put(cutOff(1));
    await stack.clock.advance(10 * MINUTE);
    expect(outage.hits).toBe(8);
    expect(await trackers()).toBe(1);
    expect(waiting(/./)).toBe(0);
  });

  it("keeps a record that the store refused for too long, whole, in the failures' bucket", async () => {
    stack.faults.add({
      service: "dynamodb",
      operation: "UpdateItem",
      times: Number.POSITIVE_INFINITY,
      fault: { kind: "error", status: 500 },
    });
    const contact = cutOff(4);
    put(contact);
    await stack.clock.advance(60 * MINUTE);
    const bucket = stack.description.buckets.find(({ name }) => /recordfailures/.test(name));
    const objects = stack.objects.list(bucket?.name ?? "", "aws/lambda/");
    expect(objects).toHaveLength(1);
    const record = JSON.parse(
      stack.objects.read(bucket?.name ?? "", objects[0]?.key ?? "").toString(),
    ) as { requestContext: object; payload: string };
    expect(record.requestContext).toMatchObject({
      condition: "RetryAttemptsExhausted",
      approximateInvokeCount: 21,
    });
    const { Records } = JSON.parse(record.payload) as { Records: { kinesis: { data: string } }[] };
    const kept = Records.map(({ kinesis }) => Buffer.from(kinesis.data, "base64").toString());
    expect(kept.join()).toContain(contact.contactId);
    expect(await trackers()).toBe(0);
    expect(stack.delivery.problems).toEqual([]);
  });

  it("hands an event to the on-failure queue after three attempts, with the event in it", async () => {
    stack.faults.add({
      service: "dynamodb",
      operation: "Query",
      times: Number.POSITIVE_INFINITY,
      fault: { kind: "error", status: 500 },
    });
    const call = cutOff(2);
    const callback = new Contact(stack.clock, {
      contactId: random.uuid(),
      initiationMethod: "CALLBACK",
      customerAddress: call.customerAddress,
      systemAddress: "+6448300100",
      previous: call,
    });
    const now = stack.clock.now();
    stack.putEvent(contactEventOf(callback, LOCAL_INSTANCE, "INITIATED", random.uuid(), now));
    await stack.clock.advance(10 * MINUTE);
    expect(waiting(/OnFailure/i)).toBe(1);
    const queue = stack.description.queues.find(({ name }) => /OnFailure/i.test(name));
    const [message] = stack.sqs.peek(queue?.name ?? "");
    expect(message?.body).toContain(callback.contactId);
    expect(message?.body).toContain("RetriesExhausted");
  });

  it("frees a number when its callback ends, although the first delivery failed", async () => {
    const call = cutOff(3);
    const event = flowEventOf(call, LOCAL_INSTANCE, { callback_number: call.customerAddress });
    await stack.invoke("linekeeper-callbacks-set", JSON.stringify(event));
    await stack.clock.advance(MINUTE);
    const callback = new Contact(stack.clock, {
      contactId: random.uuid(),
      initiationMethod: "CALLBACK",
      customerAddress: call.customerAddress,
      systemAddress: "+6448300100",
      previous: call,
    });
    callback.disconnect("OTHER");
    stack.faults.add({
      service: "dynamodb",
      operation: "Query",
      times: 4,
      fault: { kind: "error", status: 500 },
    });
    const now = stack.clock.now();
    stack.putEvent(contactEventOf(callback, LOCAL_INSTANCE, "DISCONNECTED", random.uuid(), now));
    await stack.clock.advance(5 * MINUTE);
    const { Item } = await stack.dynamodb.send(
      new GetItemCommand({
        TableName: stack.tableName("callback_number"),
        Key: { callback_number: { S: call.customerAddress } },
      }),
    );
    expect(Item).toBeUndefined();
  });
});
