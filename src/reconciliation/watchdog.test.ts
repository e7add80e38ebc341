import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { ReconciliationRoom } from "./test-room.ts";

let room: ReconciliationRoom;
beforeAll(async () => {
  room = await new ReconciliationRoom().open();
});
beforeEach(() => room.begin());
afterAll(() => room.close());

const UNFINISHED = { body: { status: "IN_PROGRESS" } };

/** An execution that was stopped in the middle of its polling; EventBridge has the change ready. */
async function stopped(): Promise<void> {
  room.platform.says("status", UNFINISHED);
  await room.trigger(room.request);
  await room.clock.advance(400_000);
  room.stop();
  await room.ended();
}

/** A failure that is booked; the dead-letter queue refused its letter until the machine gave up. */
async function refusedLetter(): Promise<void> {
  const fault = { kind: "error" } as const;
  room.platform.says("status", { body: { status: "FAILED" } });
  room.faults.add({ service: "sqs", operation: "SendMessage", times: 11, fault });
  expect((await room.run()).error).toMatch(/^SQS\./);
  expect([(await room.item())?.status, room.letters()]).toEqual(["FAILED_EXPORT_ERROR", []]);
}

/** The schedule looks at the table as it is, with what earlier tests left in it. */
const mine = () =>
  room
    .letters()
    .filter(({ dialogGroupId }) => dialogGroupId.startsWith(`${room.request.dialogGroupId}`));

const change = () => room.changes.find(({ status }) => status === "ABORTED");

describe("a status change", () => {
  it("books what the machine could not, and sends its letter", async () => {
    await stopped();
    await room.watch();
    const item = await room.item();
    expect(item).toMatchObject({
      status: "FAILED_ABORTED",
      failureReason: "Execution was aborted",
      failedAt: item?.lastUpdated,
    });
    const { source: _, ...request } = room.request;
    expect(room.letters()).toEqual([
      {
        ...request,
        exportJobId: "EXP-JOB-1",
        failureReason: "Execution was aborted",
        reconciliationStatus: "FAILED_ABORTED",
        executionId: room.arnOf(room.request),
        failedAt: item?.failedAt,
      },
    ]);
    expect(room.sqs.peek("dead-letters")[0]?.attributes["FailureType"]).toMatchObject({
      StringValue: "FAILED_ABORTED",
    });
    expect(room.outcomes.taken()).toContain("WatchdogBookedFailure");
  });

  it("comes again: one booking, and letters of one execution", async () => {
    await stopped();
    const detail = change() ?? {};
    await room.tell(detail);
    const before = await room.item();
    await room.tell(detail);
    expect(await room.item()).toEqual(before);
    expect(new Set(room.letters().map(({ executionId }) => executionId)).size).toBe(1);
  });

  it("of the machine's own Fail state: no second letter, and a note that there is one", async () => {
    room.platform.says("status", { body: { status: "FAILED" } });
    await room.run();
    const before = await room.item();
    await room.watch();
    expect(room.letters()).toHaveLength(1);
    expect(await room.item()).toEqual({ ...before, deadLetterAt: expect.any(String) });
  });

  it("of an execution whose letter the queue refused: the letter of what was booked", async () => {
    await refusedLetter();
    await room.watch();
    expect(room.letters()).toMatchObject([{ reconciliationStatus: "FAILED_EXPORT_ERROR" }]);
    expect((await room.item())?.deadLetterAt).toBeDefined();
  });

  it("of an execution that no longer owns its item: a letter, and the item as it was", async () => {
    room.platform.says("status", UNFINISHED);
    await room.trigger(room.request);
    await room.clock.advance(10_000);
    const newer = { ...room.request, retryAttempt: 1 };
    await room.trigger(newer);
    room.stop();
    const before = await room.item();
    await room.watch();
    expect(await room.item()).toEqual(before);
    expect(room.letters()).toMatchObject([{ retryAttempt: 0, exportJobId: null }]);
    await room.ended(newer);
  });

  it("without its input (too large, or encrypted): the execution is asked for it", async () => {
    await stopped();
    await room.tell({ ...change(), input: null });
    expect((await room.item())?.status).toBe("FAILED_ABORTED");
    expect(room.letters()).toMatchObject([{ callId: room.request.callId }]);
  });

  it.each([
    ["of another machine", { stateMachineArn: "arn:aws:states:other" }, [], "OtherMachineDropped"],
    ["that cannot be read", { status: "DONE" }, ["detail.status must be"], "StatusChangeRefused"],
    [
      "of an input that is no request",
      { input: "{}" },
      ["dialogGroupId must"],
      "StatusChangeRefused",
    ],
  ])("%s: nothing is changed", async (_, more, reasons, outcome) => {
    await stopped();
    await room.tell({ ...change(), ...more });
    expect((await room.item())?.status).toBe("IN_PROGRESS");
    expect(room.letters()).toEqual([]);
    expect(room.poisoned).toEqual(reasons.map((reason) => expect.stringContaining(reason)));
    expect(room.outcomes.taken()).toContain(outcome);
  });

  it.each(["sqs", "dynamodb"] as const)(
    "is delivered again when %s fails, and then is whole",
    async (service) => {
      await stopped();
      const detail = change() ?? {};
      const operation = service === "sqs" ? "SendMessage" : "UpdateItem";
      room.faults.add({ service, operation, fault: { kind: "error" } });
      await expect(room.tell(detail)).rejects.toThrow();
      expect((await room.item())?.status).toBe("IN_PROGRESS");
      await room.tell(detail);
      expect((await room.item())?.status).toBe("FAILED_ABORTED");
      expect(room.letters().length).toBeGreaterThan(0);
    },
  );
});

describe("the schedule", () => {
  it("books what ended without a change that arrived", async () => {
    await stopped();
    await room.sweep();
    expect((await room.item())?.status).toBe("IN_PROGRESS");
    await room.clock.advance(14_401_000);
    await room.sweep();
    expect((await room.item())?.status).toBe("FAILED_ABORTED");
    expect(mine()).toHaveLength(1);
    await room.sweep();
    expect(mine()).toHaveLength(1);
  });

  it("books what was never started", async () => {
    const fault = { kind: "error" } as const;
    room.faults.add({ service: "states", operation: "StartExecution", fault });
    await room.trigger(room.request);
    await room.clock.advance(14_401_000);
    await room.sweep();
    expect(await room.item()).toMatchObject({
      status: "FAILED_UNEXPECTED_ERROR",
      failureReason: "Execution was never started, or is no longer known",
    });
    expect(mine()).toMatchObject([{ reconciliationStatus: "FAILED_UNEXPECTED_ERROR" }]);
  });

  it("sends the letter that was refused, and of which no change arrived", async () => {
    await refusedLetter();
    await room.sweep();
    expect(mine()).toEqual([]);
    await room.clock.advance(1_900_000);
    await room.sweep();
    expect(mine()).toMatchObject([
      { reconciliationStatus: "FAILED_EXPORT_ERROR", executionId: room.arnOf(room.request) },
    ]);
    await room.sweep();
    expect(mine()).toHaveLength(1);
  });

  it("sends it later where it is refused again", async () => {
    await refusedLetter();
    await room.clock.advance(1_900_000);
    const fault = { kind: "error" } as const;
    room.faults.add({ service: "sqs", operation: "SendMessage", fault });
    await expect(room.sweep()).rejects.toMatchObject({ name: "WatchdogIncompleteError" });
    await room.sweep();
    expect(mine()).toHaveLength(1);
  });

  it("asks once after a failure that has its letter, and sends none", async () => {
    room.platform.says("status", { body: { status: "FAILED" } });
    await room.run();
    await room.clock.advance(1_900_000);
    await room.sweep();
    const asked = () => room.faults.counts()["states.DescribeExecution"];
    const before = asked();
    await room.sweep();
    expect([mine().length, asked()]).toEqual([1, before]);
  });

  it("lets a new attempt have a letter of its own", async () => {
    await refusedLetter();
    await room.clock.advance(1_900_000);
    await room.sweep();
    const again = { ...room.request, retryAttempt: 1 };
    room.platform.says("status", UNFINISHED);
    await room.trigger(again);
    expect((await room.item())?.deadLetterAt).toBeUndefined();
    room.stop(again);
    await room.tell(change() ?? {});
    expect(mine().map(({ retryAttempt }) => retryAttempt)).toEqual([0, 1]);
  });

  it("leaves alone what still runs", async () => {
    room.timeoutSeconds = 60;
    room.worker = async () => {};
    await room.trigger(room.request);
    await room.clock.advance(500_000);
    await room.sweep();
    expect((await room.item())?.status).toBe("IN_PROGRESS");
    expect(mine()).toEqual([]);
    expect(room.outcomes.taken()).toContain("WatchdogFoundRunning");
    await room.ended();
  });

  it("goes through all pages, and one item that fails delays itself alone", async () => {
    const fault = { kind: "error" } as const;
    room.faults.add({ service: "states", operation: "StartExecution", times: 30, fault });
    const requests = Array.from({ length: 30 }, (_, index) => ({
      ...room.request,
      dialogGroupId: `${room.request.dialogGroupId}-${index}`,
    }));
    await room.trigger(...requests);
    await room.clock.advance(14_401_000);
    room.faults.add({ service: "states", operation: "DescribeExecution", after: 7, fault });
    await expect(room.sweep()).rejects.toMatchObject({
      name: "WatchdogIncompleteError",
      message: expect.stringMatching(/^1 items/),
    });
    expect(mine()).toHaveLength(29);
    await room.sweep();
    expect(mine()).toHaveLength(30);
    const ids = new Set(mine().map(({ executionId }) => executionId));
    expect(ids.size).toBe(30);
  });
});
