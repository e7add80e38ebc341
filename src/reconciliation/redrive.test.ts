import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { DeadLetter } from "./dead-letter.ts";
import { listReconciliations } from "./list.ts";
import { type RedriveChoice, redriveReconciliations } from "./redrive.ts";
import { showReconciliation } from "./show.ts";
import type { ReconciliationStatus } from "./table.ts";
import { TABLE } from "./test-machine.ts";
import { ReconciliationRoom } from "./test-room.ts";

let room: ReconciliationRoom;
beforeAll(async () => {
  room = await new ReconciliationRoom().open();
});
beforeEach(() => room.begin());
afterAll(() => room.close());

const redrive = (choice?: RedriveChoice) =>
  room.clock.drive(() =>
    redriveReconciliations(
      {
        client: room.queues,
        deadLetterQueueUrl: room.queueUrl("dead-letters"),
        requestQueueUrl: room.queueUrl("requests"),
      },
      // The clock of the test stands still while the command runs.
      { waitSeconds: 0, ...choice },
    ),
  );

const requests = () => room.sqs.peek("requests").map(({ body }) => JSON.parse(body) as object);

function aLetter(more: Partial<DeadLetter> = {}): string {
  const letter: DeadLetter = {
    dialogGroupId: "DG-1",
    callId: "CALL-1",
    exportJobId: null,
    failureReason: "Failed to create export job in OCP",
    reconciliationStatus: "FAILED_OCP_API_ERROR",
    executionId: "arn:aws:states:ap-southeast-2:111122223333:execution:machine:DG-1-0-abc",
    failedAt: "2024-01-15T10:35:00.000Z",
    originalTimestamp: "2024-01-15T10:30:00Z",
    retryAttempt: 0,
    ...more,
  };
  return JSON.stringify(letter);
}

const send = (...letters: readonly string[]) => {
  for (const letter of letters) room.sqs.send("dead-letters", letter);
};

describe("putting back what failed", () => {
  it("a failed reconciliation becomes a request that succeeds", async () => {
    room.platform.says("create", { status: 500 });
    await room.run();
    expect(await redrive()).toMatchObject({ letters: 1, left: 0, unreadable: 0 });
    expect(requests()).toEqual([{ ...room.request, retryAttempt: 1 }]);
    expect(room.letters()).toEqual([]);
    room.platform.says("create");
    await room.run({ ...room.request, retryAttempt: 1 });
    expect(await room.item()).toMatchObject({ status: "COMPLETED", retryAttempt: 1 });
  });

  it("letters of one execution are one request", async () => {
    send(
      aLetter(),
      aLetter({ reconciliationStatus: "FAILED_ABORTED" }),
      aLetter({ executionId: "arn:2", retryAttempt: 4 }),
    );
    const { requests: sent, letters } = await redrive();
    expect(sent.map(({ retryAttempt }) => retryAttempt).toSorted()).toEqual([1, 5]);
    expect([letters, requests().length, room.letters().length]).toEqual([3, 2, 0]);
  });

  it("what is not chosen stays, and can be received at once", async () => {
    send(aLetter(), aLetter({ executionId: "arn:2", reconciliationStatus: "FAILED_MAX_RETRIES" }));
    const chosen = (letter: DeadLetter) => letter.reconciliationStatus === "FAILED_MAX_RETRIES";
    expect(await redrive({ chosen })).toMatchObject({ letters: 1, left: 1, unreadable: 0 });
    expect(room.sqs.depth("dead-letters")).toMatchObject({ ready: 1, inFlight: 0 });
  });

  it("of an execution with a letter that is chosen, all letters go", async () => {
    send(aLetter({ reconciliationStatus: "FAILED_ABORTED" }), aLetter());
    const chosen = (letter: DeadLetter) => letter.reconciliationStatus === "FAILED_OCP_API_ERROR";
    expect(await redrive({ chosen })).toMatchObject({ letters: 2, left: 0 });
    expect(room.sqs.depth("dead-letters")).toMatchObject({ ready: 0, inFlight: 0 });
    expect(requests()).toHaveLength(1);
  });

  it("what cannot be read, or would be refused, stays and is told", async () => {
    send(
      "{",
      aLetter({ retryAttempt: -1 }),
      aLetter({ callId: "a b" }),
      aLetter({ originalTimestamp: "garbage" }),
      aLetter(),
    );
    expect(await redrive()).toMatchObject({ letters: 1, left: 4, unreadable: 4 });
    expect(room.sqs.depth("dead-letters").ready).toBe(4);
  });

  it("the queue refuses the request: the letter stays", async () => {
    send(aLetter());
    room.faults.add({ service: "sqs", operation: "SendMessage", fault: { kind: "error" } });
    await expect(redrive()).rejects.toThrow();
    expect([requests().length, room.letters().length]).toEqual([0, 1]);
    await room.clock.advance(301_000);
    expect(await redrive()).toMatchObject({ letters: 1 });
  });

  it("a crash before the letter is removed: the same request again, and one execution", async () => {
    room.platform.says("create", { status: 500 });
    await room.run();
    room.faults.add({ service: "sqs", operation: "DeleteMessage", fault: { kind: "error" } });
    await expect(redrive()).rejects.toThrow();
    await room.clock.advance(301_000);
    await redrive();
    const [first, second] = requests();
    expect(second).toEqual(first);
    room.platform.says("create");
    room.changes.length = 0;
    await room.trigger(first ?? {}, second ?? {});
    await room.ended({ ...room.request, retryAttempt: 1 });
    expect(room.changes.filter(({ status }) => status === "RUNNING")).toHaveLength(1);
  });

  it("more than one receive brings, up to the limit", async () => {
    send(...Array.from({ length: 25 }, (_, index) => aLetter({ executionId: `arn:${index}` })));
    expect(await redrive({ limit: 12 })).toMatchObject({ letters: 12 });
    expect(await redrive()).toMatchObject({ letters: 13 });
    expect(requests()).toHaveLength(25);
  });
});

describe("looking", () => {
  const listed = async (status: ReconciliationStatus) => {
    const items = [];
    const store = { client: room.dynamodb, table: TABLE };
    for await (const item of listReconciliations(store, status)) items.push(item.dialogGroupId);
    return items;
  };

  it("lists by status, longest first", async () => {
    room.platform.says("create", { status: 500 });
    const ids = ["x", "y", "z"].map((letter) => `${room.request.dialogGroupId}-${letter}`);
    for (const dialogGroupId of ids) {
      await room.run({ ...room.request, dialogGroupId });
      await room.clock.advance(1_000);
    }
    const failed = await listed("FAILED_OCP_API_ERROR");
    expect(failed.filter((id) => ids.includes(id))).toEqual(ids);
    expect(await listed("FAILED_TIMED_OUT")).toEqual([]);
  });

  it("reads page after page", async () => {
    // A page of DynamoDB's is 1 MB.
    const ids = Array.from({ length: 7 }, (_, index) => `big-${index}`);
    for (const id of ids) await room.put(id, "FAILED_ABORTED", "x".repeat(300_000));
    expect((await listed("FAILED_ABORTED")).toSorted()).toEqual(ids);
    expect(room.faults.counts()["dynamodb.Query"]).toBeGreaterThan(1);
  });

  it("shows one item, or that there is none", async () => {
    await room.run();
    const store = { client: room.dynamodb, table: TABLE };
    const { dialogGroupId } = room.request;
    expect(await showReconciliation(store, dialogGroupId)).toMatchObject({ status: "COMPLETED" });
    expect(await showReconciliation(store, "DG-unknown")).toBeUndefined();
  });
});
