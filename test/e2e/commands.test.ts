import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { aPhoneNumber } from "../factories/phone-number.ts";
import { MORNING } from "../factories/time.ts";
import { linekeeper } from "../linekeeper-command.ts";
import { openTables, type Tables, TRACKERS_TABLE } from "../tables.ts";
import { TrackersRoom } from "../trackers-room.ts";

let tables: Tables;
let endpoint: string;
beforeAll(async () => {
  tables = await openTables();
  endpoint = tables.environment["AWS_ENDPOINT_URL"] ?? "";
}, 60_000);
afterAll(() => tables.close());

describe("linekeeper invoke", () => {
  // The function behind this door answers what it is sent.
  it.each([
    ['{"a":"b"}', 0, '\\$.External  value\na           "b"\n✓'],
    ["{}", 0, "^\\{\\}\n✓"],
    ["null", 1, "^null\n✗ object: .* this is null"],
    ["5", 1, "^5\n✗ object: .* a number"],
    ['"some text"', 1, '^"some text"\n✗ object: .* a string'],
    ["[1]", 1, "^\\[1\\]\n✗ object: .* an array"],
  ])("of a function that answers %s", async (event, status, said) => {
    const run = await linekeeper("invoke", "Echo", "--event", event, "--endpoint", endpoint);
    expect([run.status, run.stderr]).toEqual([status, ""]);
    expect(run.stdout).toMatch(new RegExp(said));
  });
});

describe("linekeeper trackers show", () => {
  const secondsAgo = (seconds: number) => (Date.now() - MORNING) / 1000 - seconds;
  const show = (caller: string) =>
    linekeeper("trackers", "show", caller, "--table", TRACKERS_TABLE, "--endpoint", endpoint);

  it("tells who has taken a task, until a newer one is there", async () => {
    const room = new TrackersRoom(tables);
    room.clock.time = Date.now();
    const caller = aPhoneNumber();
    await room.record({ caller, endedAt: secondsAgo(100), attributes: { payment_a: "1" } });
    await room.take(caller, "taker");
    const taken = await show(caller);
    expect(taken.stdout).toContain("taken by contact taker");
    expect(taken.stdout).toMatch(/payment_a +1 character$/m);
    const again = { contactId: "taker", attributes: { payment_a: "22" } };
    await room.record({ caller, endedAt: secondsAgo(5), ...again });
    const free = await show(caller);
    expect(free.stdout).not.toContain("taken by");
    expect(free.stdout).toMatch(/payment_a +2 characters$/m);
  });
});
