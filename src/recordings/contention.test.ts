import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { Call } from "../../test/recordings/call.ts";
import { RecordingsRoom } from "../../test/recordings/room.ts";
import { deleteRow, writeRow } from "./ledger.ts";

let room: RecordingsRoom;
beforeAll(async () => {
  room = await RecordingsRoom.open();
}, 60_000);
afterAll(() => room.endpoints.close());
beforeEach(() => room.reset());

test("20 transfers from one contact at once are all followed", async () => {
  const call = Call.withAgent();
  await room.switchedOn(call);
  const transfers = Array.from({ length: 20 }, () =>
    Call.withAgent({ previousContactId: call.contactId, initiationMethod: "TRANSFER" }),
  );
  await Promise.all(transfers.map((transfer) => room.events(transfer, "CONNECTED_TO_AGENT")));
  expect((await room.row(call))?.nextContactIds).toHaveLength(20);
  const states = await Promise.all(transfers.map(async (one) => (await room.row(one))?.state));
  expect(new Set(states)).toEqual(new Set(["IN_PROGRESS - AGENT"]));
});

test("a row that was deleted and made anew is not the one that was read, although both count one", async () => {
  const call = new Call();
  await room.switchedOn(call);
  const read = await room.stored(call);
  if (read === undefined) return expect.fail("there is no row");
  await deleteRow(room.room(), read);
  await room.at(60).switchedOn(call, 50);
  const anew = await room.stored(call);
  expect(anew?.version).toBe(read.version);
  expect(await writeRow(room.room(), { ...read, version: 2 }, read)).toBe(false);
  expect(await deleteRow(room.room(), read)).toBe(false);
  expect(await room.stored(call)).toEqual(anew);
});
