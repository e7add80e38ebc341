import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { ReconciliationRequest } from "../connect/reconciliation-request.ts";
import { executionName } from "./execution-name.ts";
import { aRequest } from "./test-machine.ts";
import { ReconciliationRoom } from "./test-room.ts";

let room: ReconciliationRoom;
let request: ReconciliationRequest;
beforeAll(async () => {
  room = await new ReconciliationRoom().open();
});
beforeEach(() => {
  room.begin();
  request = room.request;
});
afterAll(() => room.close());

const started = () => room.changes.filter(({ status }) => status === "RUNNING").length;
const reported = async (...bodies: (object | string)[]) =>
  (await room.trigger(...bodies)).batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);

describe("a batch", () => {
  it("starts what can be started, and blocks on nothing that cannot", async () => {
    const others = ["a", "b"].map((letter) => ({ ...request, dialogGroupId: `DG-${letter}` }));
    const bad = [{ ...request, callId: "+61491570156" }, "{", { ...request, retryAttempt: null }];
    expect(await reported(request, ...bad, ...others)).toEqual([]);
    expect(started()).toBe(3);
    expect(room.poisoned.toSorted()).toEqual([
      "body must be a JSON text",
      expect.stringMatching(/^callId must be 1 to 128/),
      expect.stringMatching(/^retryAttempt must be a whole number/),
    ]);
    const told = room.outcomes.taken().filter((outcome) => outcome !== "ExportJobCreated");
    expect(told.toSorted()).toEqual([
      ...Array(3).fill("ReconciliationStarted"),
      ...Array(3).fill("RequestRefused"),
    ]);
    expect(room.outcomes.published).toBeGreaterThan(0);
  });

  it("reports what failed, and only that", async () => {
    const other = { ...request, dialogGroupId: "DG-c" };
    room.faults.add({ service: "dynamodb", operation: "UpdateItem", fault: { kind: "error" } });
    const failures = await reported(request, other);
    expect(failures).toHaveLength(1);
    expect(await reported(request, other)).toEqual([]);
    expect(started()).toBe(2);
  });

  it.each([
    [{ retryAttempt: "0" }, { contactId: "CALL", dialogGroupId: "DG" }],
    [{ source: undefined }, { contactId: "CALL", dialogGroupId: "DG" }],
    [{ callId: "+61491570156" }, { dialogGroupId: "DG" }],
    [{ dialogGroupId: 5 }, { contactId: "CALL" }],
  ])("keeps the ids of what it refuses: %j", async (wrong, ids) => {
    await room.trigger({ ...request, dialogGroupId: "DG", callId: "CALL", ...wrong });
    expect(room.poisonedIds).toEqual([{ eventId: "message-0", ...ids }]);
  });

  it("tells nothing but ids", async () => {
    await room.trigger({ ...request, customer: "+61491570156" }, { ...request, callId: "+614" });
    expect(JSON.stringify([room.outcomes.noted, room.poisoned])).not.toContain("+61");
  });
});

describe("the claim and the start", () => {
  it.each(["throttle", "error"] as const)(
    "a start that fails (%s) is made good by the next delivery",
    async (kind) => {
      room.faults.add({ service: "states", operation: "StartExecution", fault: { kind } });
      expect(await reported(request)).toEqual(["message-0"]);
      expect(await room.item()).toMatchObject({ status: "IN_PROGRESS", exportJobId: undefined });
      expect(started()).toBe(0);
      expect(await reported(request)).toEqual([]);
      expect((await room.ended()).status).toBe("SUCCEEDED");
      expect(started()).toBe(1);
    },
  );

  it("a start whose answer was lost is one start", async () => {
    const lost = { kind: "lost-answer", how: "drop" } as const;
    room.faults.add({ service: "states", operation: "StartExecution", fault: lost });
    expect(await reported(request)).toEqual(["message-0"]);
    expect(await reported(request)).toEqual([]);
    await room.ended();
    expect(started()).toBe(1);
  });

  it("a claim whose answer was lost is this execution's own", async () => {
    const lost = { kind: "lost-answer", how: "drop" } as const;
    room.faults.add({ service: "dynamodb", operation: "UpdateItem", fault: lost });
    expect(await reported(request)).toEqual(["message-0"]);
    expect(await reported(request)).toEqual([]);
    expect(started()).toBe(1);
    await room.ended();
  });

  it("an execution that exists already is a success; the watchdog finds what it left undone", async () => {
    await room.run();
    // TTL deletes the item; Step Functions knows the name for 90 days.
    await room.forget(request.dialogGroupId);
    expect(await reported({ ...request, originalTimestamp: "2024-01-15T10:30:01Z" })).toEqual([]);
    expect(started()).toBe(1);
    expect((await room.item())?.status).toBe("IN_PROGRESS");
    await room.clock.advance(14_401_000);
    await room.sweep();
    expect((await room.item())?.status).toBe("FAILED_UNEXPECTED_ERROR");
    expect(room.letters()).toHaveLength(1);
  });

  it("a late duplicate changes nothing of a finished item", async () => {
    await room.run();
    const before = await room.item();
    await room.clock.advance(3_600_000);
    expect(await reported(request)).toEqual([]);
    expect(await room.item()).toEqual(before);
    expect(started()).toBe(1);
    expect(room.outcomes.taken()).toContain("ReconciliationDuplicate");
  });

  it("and so does a late duplicate of one that failed before it had a job", async () => {
    room.platform.says("create", { status: 400 });
    await room.run();
    const before = await room.item();
    expect(before).toMatchObject({ status: "FAILED_OCP_API_ERROR", exportJobId: undefined });
    await room.clock.advance(3_600_000);
    expect(await reported(request)).toEqual([]);
    expect(await room.item()).toEqual(before);
    expect(room.letters()).toHaveLength(1);
  });

  it("and one of a request that is under way", async () => {
    await room.trigger(request);
    await room.clock.advance(60_000);
    const before = await room.item();
    expect(before).toMatchObject({ exportJobId: "EXP-JOB-1", exportJobStatus: "CREATED" });
    expect(await reported(request)).toEqual([]);
    expect(await room.item()).toEqual(before);
    expect((await room.ended()).status).toBe("SUCCEEDED");
  });

  it("and one of a request whose job is being made, whatever else it says of the call", async () => {
    room.platform.says("create", { status: 429 }, { body: { exportJobId: "EXP-JOB-1" } });
    await room.trigger(request);
    await room.clock.advance(5_000);
    const before = await room.item();
    expect(before?.exportJobId).toBeUndefined();
    const other = { originalTimestamp: "2020-02-02T02:02:00Z", source: "OTHER" };
    expect(await reported({ ...request, ...other })).toEqual([]);
    expect(await room.item()).toEqual(before);
    expect(room.outcomes.taken().filter((outcome) => /^Reconciliation/.test(outcome))).toEqual([
      "ReconciliationStarted",
      "ReconciliationDuplicate",
    ]);
    expect((await room.ended()).status).toBe("SUCCEEDED");
    expect(await room.item()).toMatchObject({ originalTimestamp: request.originalTimestamp });
  });

  it("a start that failed is made good with what its first delivery said", async () => {
    const fault = { kind: "error" } as const;
    room.faults.add({ service: "states", operation: "StartExecution", fault });
    await reported(request);
    await reported({ ...request, originalTimestamp: "2020-02-02T02:02:00Z" });
    const { history } = await room.ended();
    expect(history[0]?.["executionStartedEventDetails"]).toMatchObject({
      input: JSON.stringify(request),
    });
  });

  it("a lower attempt is dropped and counted", async () => {
    await room.trigger({ ...request, retryAttempt: 2 });
    expect(await reported({ ...request, retryAttempt: 1 })).toEqual([]);
    expect(started()).toBe(1);
    expect(room.outcomes.taken()).toContain("ReconciliationOutdated");
    expect((await room.item())?.retryAttempt).toBe(2);
    await room.ended({ ...request, retryAttempt: 2 });
  });

  it("another call of the same dialogue and attempt goes to the poison queue", async () => {
    await room.trigger(request);
    const other = { ...request, callId: "CALL-OTHER" };
    expect(await reported(other)).toEqual([]);
    expect(room.poisoned).toEqual([
      "callId must be the one its dialogGroupId has at this retryAttempt",
    ]);
    expect(await room.item()).toMatchObject({ callId: request.callId });
    await room.ended();
    expect(await reported({ ...other, retryAttempt: 1 })).toEqual([]);
    expect(await room.item()).toMatchObject({ callId: "CALL-OTHER" });
    await room.ended({ ...other, retryAttempt: 1 });
  });
});

describe("the name of an execution", () => {
  it("covers dialogue, call and attempt, and no time or source", () => {
    const name = executionName(aRequest());
    expect(
      executionName(aRequest({ source: "OTHER", originalTimestamp: "2024-01-15T10:30:01Z" })),
    ).toBe(name);
    const others = [{ dialogGroupId: "DG-2024-001235" }, { callId: "C" }, { retryAttempt: 1 }];
    expect(new Set([name, ...others.map((more) => executionName(aRequest(more)))]).size).toBe(4);
  });

  it("is what Step Functions takes, for the longest ids and attempts", () => {
    const dialogGroupId = "a.b_c-".repeat(22).slice(0, 128);
    const longest = aRequest({ dialogGroupId, callId: dialogGroupId, retryAttempt: 999_999 });
    expect(executionName(longest)).toMatch(/^[0-9A-Za-z._-]{1,80}$/);
    expect(executionName(longest)).toHaveLength(80);
  });
});
