import type { BatchGetItemCommandInput } from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { MORNING } from "../../test/factories/time.ts";
import { Call } from "../../test/recordings/call.ts";
import { TABLE } from "../../test/recordings/endpoints.ts";
import { RecordingsRoom } from "../../test/recordings/room.ts";
import { listByState, listByVerdict } from "./list.ts";
import { showContact, timelineOf, verifyNow } from "./show.ts";

let room: RecordingsRoom;
beforeAll(async () => {
  room = await RecordingsRoom.open();
}, 60_000);
afterAll(() => room.endpoints.close());
beforeEach(() => room.reset());

const ids = (rows: readonly { readonly contactId: string }[]) => rows.map((row) => row.contactId);

describe("a list", () => {
  it("of a state has what is to be checked, first what is due first", async () => {
    const calls = [new Call(), new Call(), new Call()] as const;
    await room.at(20).switchedOn(calls[1]);
    await room.at(10).switchedOn(calls[0]);
    await room.switchedOn(calls[2]);
    await room.switchedOff(calls[2], 30);
    expect(ids(await listByState(room.room(), "INITIALISED"))).toEqual(ids(calls.slice(0, 2)));
    expect(ids(await listByState(room.room(), "INITIALISED", 1))).toEqual(ids(calls.slice(0, 1)));
    expect(await listByState(room.room(), "IN_PROGRESS - AGENT")).toEqual([]);
    expect(room.endpoints.faults.counts()["dynamodb.Scan"]).toBeUndefined();
  });

  it("of a verdict has the newest call first", async () => {
    const calls = [Call.withAgent({ disconnectedAt: 200 }), Call.withAgent()] as const;
    for (const call of calls) {
      await room.switchedOn(call);
      await room.events(call);
      await room.recorded(call);
    }
    const rows = await listByVerdict(room.room(), "CALL_RECORDED_SUCCESS");
    expect(ids(rows)).toEqual([calls[1].contactId, calls[0].contactId]);
    expect(rows[0]).toEqual(await room.row(calls[1]));
    expect(await listByVerdict(room.room(), "CALL_RECORDED_FAILURE")).toEqual([]);
  });

  it("reads on when DynamoDB answers in part", async () => {
    const calls = Array.from({ length: 3 }, () => new Call());
    await room.switchedOnAll(calls);
    const client = room.endpoints.dynamoWith({});
    let parts = 0;
    client.middlewareStack.add(
      (next, { commandName }) =>
        async (args) => {
          const { RequestItems } = args.input as BatchGetItemCommandInput;
          const Keys = RequestItems?.[TABLE]?.Keys ?? [];
          if (commandName !== "BatchGetItemCommand") return next(args);
          parts += 1;
          const input = { RequestItems: { [TABLE]: { Keys: Keys.slice(0, 1) } } };
          const answer = await next({ ...args, input });
          const UnprocessedKeys = Keys.length > 1 ? { [TABLE]: { Keys: Keys.slice(1) } } : {};
          return { ...answer, output: { ...answer.output, UnprocessedKeys } };
        },
      { step: "initialize" },
    );
    const halves = { ...room.room(), client };
    expect(await listByState(halves, "INITIALISED")).toHaveLength(3);
    expect(parts).toBe(3);
  });
});

describe("one contact", () => {
  it("is shown as the story of its call", async () => {
    const call = Call.withAgent();
    await room.at(0).switchedOn(call, 2);
    await room.at(301).events(call);
    const row = await showContact(room.room(), call.contactId);
    expect(row && timelineOf(row).map(({ at, what }) => [(at - MORNING) / 1000, what])).toEqual([
      [0, "contact initiated, INBOUND"],
      [2, "recording switched on"],
      [120, "connected to agent"],
      [300, "disconnected"],
      [300, "last told of by Connect"],
      [301, "last change here, COMPLETED - AGENT"],
      [600, "next check"],
    ]);
  });

  it("whose recording is switched off says so; one that nothing is known of is not there", async () => {
    const call = new Call();
    await room.switchedOff(call, 2);
    const row = await showContact(room.room(), call.contactId);
    expect(row && timelineOf(row).map(({ what }) => what)).toContain("recording switched off");
    expect(await showContact(room.room(), "nobody")).toBeUndefined();
  });

  it("is verified at once when somebody asks, due or not", async () => {
    const call = Call.withAgent();
    await room.switchedOn(call);
    room.known(call);
    await room.recorded(call, { told: false });
    const row = await verifyNow(room.room(), call.contactId);
    expect(row).toMatchObject({ state: "COMPLETED - AGENT", verdict: "CALL_RECORDED_SUCCESS" });
    expect(row).toEqual(await room.row(call));
  });

  it("is not verified when it is not in the ledger", async () => {
    const call = Call.withAgent();
    await room.events(call);
    expect(await verifyNow(room.room(), call.contactId)).toBeUndefined();
    expect(await verifyNow(room.room(), "nobody")).toBeUndefined();
    expect(room.endpoints.faults.counts()["connect.DescribeContact"]).toBeUndefined();
  });
});
