import { once } from "node:events";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { ConnectApi } from "../../local/aws/connect/connect-api.ts";
import { type CallbacksRoom, openCallbacksRoom } from "../../test/callbacks-room.ts";
import { openConnectEndpoint } from "../../test/connect-endpoint.ts";
import { aFlowEvent } from "../../test/factories/flow-event.ts";
import { anId } from "../../test/factories/id.ts";
import { aPhoneNumber } from "../../test/factories/phone-number.ts";
import { MORNING } from "../../test/factories/time.ts";
import { callerDeadline, type Deadline } from "../aws/caller-deadline.ts";
import type { FlowAnswer } from "../connect/flow-answer.ts";
import { answerCancel } from "./answer-cancel.ts";

const INSTANCE = "10000000-0000-4000-8000-000000000001";
const CANCELLED = { result: "SUCCESS", message: "CALLBACK_CANCELLED" };
const NO_ACTION = { result: "SUCCESS", message: "NO_ACTION" };
const NOT_FOUND = { result: "FAIL", message: "CALLBACK_NOT_FOUND" };
const BROKEN = { result: "FAIL", message: "ERROR_ENCOUNTERED" };

/** Callbacks that wait; stopping one ends it. */
const waiting = new Set<string>();

let room: CallbacksRoom;
let api: ConnectApi;
let endpoint: Awaited<ReturnType<typeof openConnectEndpoint>>;
beforeAll(async () => {
  room = await openCallbacksRoom();
}, 60_000);
afterAll(() => room.tables.close());

let callback_number: string;
let caller: string;
beforeEach(async () => {
  callback_number = aPhoneNumber();
  caller = anId();
  room.clock.time = MORNING;
  room.maximumAttempts = 1;
  room.tables.faults.reset();
  room.outcomes.taken();
  waiting.clear();
  const contacts = { describe: () => undefined, stop: (id: string) => waiting.delete(id) };
  api = new ConnectApi({ contacts, instanceId: INSTANCE, clock: room.clock });
  endpoint = await openConnectEndpoint(api);
  return () => endpoint.close();
});

describe("a caller who no longer wants the callback", () => {
  it("has it stopped, and the number is free", async () => {
    await claimed("callback-1");
    expect(await cancel()).toEqual(CANCELLED);
    expect(waiting).toEqual(new Set());
    expect(await room.claim(callback_number)).toBeUndefined();
    expect(room.outcomes.taken().at(-1)).toBe("CallbackCancelled");
  });

  it("may ask on another call than the one that claimed", async () => {
    await claimed("callback-1");
    expect(await cancel({ ContactId: "another-call" })).toEqual(CANCELLED);
  });

  it("hears NO_ACTION where nothing is claimed, or the claim ran out", async () => {
    expect(await cancel()).toEqual(NO_ACTION);
    await claimed("callback-1");
    room.clock.time += 86_400_000;
    expect(await cancel()).toEqual(NO_ACTION);
    expect(waiting).toEqual(new Set(["callback-1"]));
    expect(api.calls.StopContact).toBe(0);
  });

  it("hears CALLBACK_NOT_FOUND while no callback contact is known, and nothing changes", async () => {
    await room.set({ callback_number }, { ContactId: caller });
    const before = await room.claim(callback_number);
    expect(await cancel()).toEqual(NOT_FOUND);
    expect(await room.claim(callback_number)).toEqual(before);
    expect(api.calls.StopContact).toBe(0);
  });

  it("hears CALLBACK_NOT_FOUND between two attempts: the next one has no name yet", async () => {
    room.maximumAttempts = 2;
    await claimed("attempt-1");
    await callbackEvent("attempt-1", "DISCONNECTED");
    expect(await cancel()).toEqual(NOT_FOUND);
    expect(await room.claim(callback_number)).toBeDefined();
  });

  it("has the claim ended where the callback is over already", async () => {
    await claimed("callback-1");
    waiting.clear();
    expect(await cancel()).toEqual(CANCELLED);
    expect(await room.claim(callback_number)).toBeUndefined();
  });

  it("asks twice and is told twice that it is gone", async () => {
    await claimed("callback-1");
    expect(await cancel()).toEqual(CANCELLED);
    expect(await cancel()).toEqual(NO_ACTION);
  });

  it("does not take a claim that was made anew meanwhile", async () => {
    await claimed("callback-1");
    const remade = cancel({}, async () => {
      await room.clear({ callback_number, force: "true" });
      await room.set({ callback_number }, { ContactId: "next-caller" });
    });
    expect(await remade).toEqual(CANCELLED);
    expect((await room.claim(callback_number))?.["contact_id"]).toEqual({ S: "next-caller" });
  });

  it.each([{}, { callback_number: "anonymous" }])(
    "with the number %j: INVALID_NUMBER",
    async (p) => {
      const answer = await answerCancel(cancelRoom(), aFlowEvent(p));
      expect(answer).toEqual({ result: "FAIL", message: "INVALID_NUMBER" });
    },
  );
});

describe("when a service fails", () => {
  it("Connect throttles: ERROR_ENCOUNTERED, the claim stays, and asking again goes on", async () => {
    await claimed("callback-1");
    const spent = new ConnectApi({
      contacts: { describe: () => undefined, stop: () => false },
      instanceId: INSTANCE,
      clock: room.clock,
      rate: { perSecond: 0, burst: 0 },
    });
    const throttled = await openConnectEndpoint(spent);
    const answer = await answerCancel(
      { ...cancelRoom(), connect: throttled.client },
      aFlowEvent({ callback_number }),
    );
    throttled.close();
    expect(answer).toEqual(BROKEN);
    expect(await room.claim(callback_number)).toBeDefined();
    expect(await cancel()).toEqual(CANCELLED);
  });

  it("Connect does not know the instance: ERROR_ENCOUNTERED, the claim stays, as the callback does", async () => {
    await claimed("callback-1");
    const elsewhere = { ...cancelRoom(), instanceId: "20000000-0000-4000-8000-000000000002" };
    expect(await answerCancel(elsewhere, aFlowEvent({ callback_number }))).toEqual(BROKEN);
    expect(await room.claim(callback_number)).toBeDefined();
  });

  it("one call takes all the time of the caller: no other follows it, and the claim stays", async () => {
    await claimed("callback-1");
    const deadline = callerDeadline(50);
    const answer = await cancel({}, () => over(deadline), deadline);
    expect(answer).toEqual(BROKEN);
    expect(waiting).toEqual(new Set(["callback-1"]));
    expect(await room.claim(callback_number)).toBeDefined();
  });

  it("the store fails: ERROR_ENCOUNTERED, and no callback is stopped", async () => {
    await claimed("callback-1");
    room.tables.faults.add({
      service: "dynamodb",
      operation: "GetItem",
      fault: { kind: "error" },
    });
    expect(await cancel()).toEqual(BROKEN);
    expect(waiting).toEqual(new Set(["callback-1"]));
  });

  it("an event that makes no sense: ERROR_ENCOUNTERED", async () => {
    expect(await answerCancel(cancelRoom(), undefined)).toEqual(BROKEN);
  });
});

/** A claim whose callback waits. */
async function claimed(contactId: string): Promise<void> {
  await room.set({ callback_number }, { ContactId: caller });
  await callbackEvent(contactId, "INITIATED");
  waiting.add(contactId);
}

function callbackEvent(contactId: string, eventType: string): Promise<string | undefined> {
  const chain = { initiationMethod: "CALLBACK", initialContactId: caller };
  return room.event({ ...chain, contactId, eventType });
}

/** @param meanwhile happens after the claim was read and before it is given up */
function cancel(
  contact = {},
  meanwhile?: () => Promise<unknown>,
  deadline?: Deadline,
): Promise<FlowAnswer> {
  const base = { ...cancelRoom(), ...(deadline && { deadline }) };
  const event = aFlowEvent({ callback_number }, contact);
  if (!meanwhile) return answerCancel(base, event);
  base.connect.middlewareStack.add(
    (next) => async (input) => {
      await meanwhile();
      return next(input);
    },
    { step: "initialize" },
  );
  return answerCancel(base, event);
}

async function over({ abortSignal }: Deadline): Promise<void> {
  if (!abortSignal.aborted) await once(abortSignal, "abort");
}

function cancelRoom() {
  return { ...room.store(), connect: endpoint.client, instanceId: INSTANCE };
}
