import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { CallbackCaller } from "../../test/callback-caller.ts";
import { type CallbacksRoom, openCallbacksRoom } from "../../test/callbacks-room.ts";
import { connectedAt, inQueue } from "../../test/factories/contact-event.ts";
import { queueArn } from "../../test/factories/instance.ts";
import { MORNING } from "../../test/factories/time.ts";

const SALES = "b0000000-0000-4000-8000-00000000000a";
const SUPPORT = "b0000000-0000-4000-8000-00000000000b";

let room: CallbacksRoom;
beforeAll(async () => {
  room = await openCallbacksRoom();
}, 60_000);
afterAll(() => room.tables.close());

let caller: CallbackCaller;
beforeEach(async () => {
  caller = await CallbackCaller.whoAsked(room);
});

describe("a callback of several attempts", () => {
  beforeEach(() => {
    room.maximumAttempts = 3;
  });

  it("is over with the last of them, however often each end is told", async () => {
    const attempts = [caller.callback(), caller.callback(), caller.callback()];
    for (const [index, attempt] of attempts.entries()) {
      const last = index === attempts.length - 1;
      expect(await attempt("INITIATED")).toBe("CallbackBound");
      const ended = await attempt("DISCONNECTED");
      expect(ended).toBe(last ? "CallbackReleased" : "CallbackAttemptEnded");
      for (const type of ["COMPLETED", "DISCONNECTED", "INITIATED"]) {
        expect(await attempt(type)).toBe(last ? "CallbackUnclaimed" : "CallbackBound");
      }
      expect(await caller.isFree()).toBe(last);
    }
  });

  it("is over when any of them is connected to an agent", async () => {
    await caller.callback()("DISCONNECTED");
    const second = caller.callback();
    await second("INITIATED");
    expect(await second("CONNECTED_TO_AGENT")).toBe("CallbackReleased");
  });

  it("is over when their ends come in any order", async () => {
    const [first, second, third] = [caller.callback(), caller.callback(), caller.callback()];
    expect(await second("DISCONNECTED")).toBe("CallbackAttemptEnded");
    expect(await first("INITIATED")).toBe("CallbackBound");
    expect(await third("DISCONNECTED")).toBe("CallbackAttemptEnded");
    expect(await first("DISCONNECTED")).toBe("CallbackReleased");
  });

  it("is over when one is connected, though the end of the one before was lost", async () => {
    await caller.callback()("INITIATED");
    const second = caller.callback();
    await second("INITIATED");
    expect(await second("CONNECTED_TO_AGENT")).toBe("CallbackReleased");
  });

  it("tells an end without an agent from one with, whatever Connect's placeholder says", async () => {
    expect(await caller.callback()("DISCONNECTED", connectedAt(1))).toBe("CallbackAttemptEnded");
    expect(await caller.callback()("DISCONNECTED", connectedAt(MORNING))).toBe("CallbackReleased");
  });

  it("is over after a crash between the last count and the release", async () => {
    const attempts = [caller.callback(), caller.callback(), caller.callback()];
    await attempts[0]?.("DISCONNECTED");
    await attempts[1]?.("DISCONNECTED");
    const crash = { kind: "error", status: 400, name: "AccessDeniedException" } as const;
    room.tables.faults.add({ service: "dynamodb", operation: "DeleteItem", fault: crash });
    await expect(attempts[2]?.("DISCONNECTED")).rejects.toThrow();
    expect(await attempts[2]?.("DISCONNECTED")).toBe("CallbackReleased");
  });
});

describe("two claims of one chain", () => {
  beforeEach(async () => {
    await caller.asks(caller.contactId, queueArn(SALES));
    room.clock.time += 1_000;
    await caller.asks(caller.contactId, SUPPORT);
  });
  const free = () =>
    Promise.all([undefined, queueArn(SALES), SUPPORT].map((queue) => caller.isFree(queue)));

  it("are ended each by the callback of its queue, given as ARN or id", async () => {
    const [sales, support] = [caller.callback(), caller.callback()];
    await support("QUEUED", inQueue(SUPPORT));
    await sales("QUEUED", inQueue(SALES));
    await support("DISCONNECTED", inQueue(SUPPORT));
    expect(await free()).toEqual([false, false, true]);
    await sales("DISCONNECTED", inQueue(SALES));
    expect(await free()).toEqual([false, true, true]);
  });

  it("are not mixed up by a first event that does not say its queue yet", async () => {
    const [support, sales] = [caller.callback(), caller.callback()];
    await support("INITIATED");
    await sales("INITIATED");
    await support("QUEUED", inQueue(SUPPORT));
    await sales("DISCONNECTED", inQueue(SALES));
    expect(await free()).toEqual([false, true, false]);
    await support("DISCONNECTED", inQueue(SUPPORT));
    expect(await free()).toEqual([false, true, true]);
  });

  it("end oldest first by callbacks that never say their queue", async () => {
    await caller.callback()("DISCONNECTED");
    expect(await free()).toEqual([true, false, false]);
  });
});
