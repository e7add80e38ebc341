import { beforeEach, describe, expect, it } from "vitest";
import { aContactRecord, anAgentEvent } from "../../test/factories/contact-record.ts";
import { aKinesisEvent, sequenceNumberOf } from "../../test/factories/kinesis-event.ts";
import { NotedOutcomes } from "../../test/noted-outcomes.ts";
import { InvalidInputError } from "../connect/invalid-input.ts";
import type { Identifiers } from "./outcomes.ts";
import { workOnContactRecords } from "./stream-batch.ts";

const UNPARSEABLE = ["not JSON", "[]", JSON.stringify({ ContactId: "c", Channel: 7 })];

let outcomes: NotedOutcomes;
let poisoned: { reason: string; identifiers: Identifiers }[];
let worked: string[];
const poison = {
  send: async (reason: string, identifiers: Identifiers) => {
    poisoned.push({ reason, identifiers });
  },
};
const work = async ({ contactId }: { contactId: string }) => {
  worked.push(contactId);
};

beforeEach(() => {
  outcomes = new NotedOutcomes();
  poisoned = [];
  worked = [];
});

describe("a batch of the contact record stream", () => {
  it("of a hundred with three that can never be parsed: the others are worked on, none is reported", async () => {
    const records: unknown[] = Array.from({ length: 97 }, () => aContactRecord());
    const [first, ...others] = UNPARSEABLE;
    const batch = aKinesisEvent([first, ...records, ...others]);
    const answer = await workOnContactRecords(batch, { outcomes, poison }, work);
    expect(answer).toEqual({ batchItemFailures: [] });
    expect(worked).toHaveLength(97);
    expect(poisoned.map(({ identifiers }) => identifiers.eventId)).toEqual(
      [0, 98, 99].map((index) => batch.Records[index]?.eventID),
    );
    expect(outcomes.taken()).toEqual(Array(3).fill("RecordUnparseable"));
  });

  it("names the field of what it cannot parse, and no value", async () => {
    const record = { ...aContactRecord(), Attributes: { account_number: 61491570156 } };
    await workOnContactRecords(aKinesisEvent([record]), { outcomes, poison }, work);
    expect(poisoned.map(({ reason }) => reason)).toEqual([
      "Attributes.account_number must be string",
    ]);
  });

  it("reports what failed, and only that, so that it is delivered again", async () => {
    const records = Array.from({ length: 5 }, () => aContactRecord());
    const batch = aKinesisEvent([...records, "not JSON"]);
    const answer = await workOnContactRecords(batch, { outcomes, poison }, async (record) => {
      if (record.contactId === records[3]?.ContactId) throw new Error("the store is away");
      await work(record);
    });
    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: sequenceNumberOf(3) }] });
    expect(worked).toHaveLength(4);
    expect(outcomes.noted[0]).toMatchObject({
      outcome: "RecordFailed",
      identifiers: { contactId: records[3]?.ContactId, eventId: batch.Records[3]?.eventID },
    });
  });

  it("reports every record, and does not throw, where all failed", async () => {
    const batch = aKinesisEvent([aContactRecord(), aContactRecord()]);
    const answer = await workOnContactRecords(batch, { outcomes, poison }, async () => {
      throw new Error("the store is away");
    });
    expect(answer.batchItemFailures).toHaveLength(2);
  });

  it("reports what can never be parsed where the poison queue refuses it: nothing is lost", async () => {
    const refusing = {
      send: async () => {
        throw new Error("the queue is away");
      },
    };
    const batch = aKinesisEvent([aContactRecord(), "not JSON"]);
    const answer = await workOnContactRecords(batch, { outcomes, poison: refusing }, work);
    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: sequenceNumberOf(1) }] });
    expect(worked).toHaveLength(1);
    expect(outcomes.taken()).not.toContain("RecordUnparseable");
  });

  it("sends what the work finds unworkable to the poison queue, too", async () => {
    const answer = await workOnContactRecords(
      aKinesisEvent([aContactRecord()]),
      { outcomes, poison },
      async () => {
        throw new InvalidInputError("Attributes", "must be fewer");
      },
    );
    expect(answer).toEqual({ batchItemFailures: [] });
    expect(poisoned).toMatchObject([{ reason: "Attributes must be fewer" }]);
  });

  it("skips and counts what is no contact record", async () => {
    const batch = aKinesisEvent([anAgentEvent(), aContactRecord(), {}]);
    const answer = await workOnContactRecords(batch, { outcomes, poison }, work);
    expect(answer).toEqual({ batchItemFailures: [] });
    expect([worked.length, poisoned.length]).toEqual([1, 0]);
    expect(outcomes.taken()).toEqual(["NotAContactRecord", "NotAContactRecord"]);
  });

  it("may be empty, or hold a record without data", async () => {
    expect(await workOnContactRecords(aKinesisEvent([]), { outcomes, poison }, work)).toEqual({
      batchItemFailures: [],
    });
    await workOnContactRecords(aKinesisEvent([""]), { outcomes, poison }, work);
    expect(poisoned).toHaveLength(1);
  });
});
