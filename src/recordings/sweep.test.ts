import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { aContactEvent } from "../../test/factories/contact-event.ts";
import { eventTime, MORNING } from "../../test/factories/time.ts";
import { Call } from "../../test/recordings/call.ts";
import { RecordingsRoom } from "../../test/recordings/room.ts";
import { sweepStep } from "./sweep.ts";

const DAY = 86_400;

let room: RecordingsRoom;
beforeAll(async () => {
  room = await RecordingsRoom.open();
}, 60_000);
afterAll(() => room.endpoints.close());
beforeEach(() => room.reset());

const state = async (call: Call) => (await room.row(call))?.state;
const describes = () => room.endpoints.faults.counts()["connect.DescribeContact"] ?? 0;

/** What an event of its end says when it forgets the agent. */
const over = ({ life: { disconnectedAt = 0 } }: Call) => ({
  eventType: "DISCONNECTED",
  disconnectTimestamp: eventTime(MORNING + disconnectedAt * 1000),
});

/** Contacts that entered one second after another, of which nothing more was heard. */
async function entered(calls: readonly Call[]): Promise<void> {
  for (const [index, call] of calls.entries()) {
    await room.at(index).switchedOn(call);
    room.known(call);
  }
}

describe("the sweep", () => {
  it("repairs whatever the events did not tell, up to the verdict", async () => {
    const call = Call.withAgent();
    await room.switchedOn(call);
    const states: unknown[] = [];
    await room.recorded(call, { told: false });
    for (const at of [60, 150, 300]) {
      room.known(call, at);
      await room.at(at * 10).sweep();
      states.push(await state(call));
    }
    expect(states).toEqual(["IN_PROGRESS - QUEUE/IVR", "IN_PROGRESS - AGENT", "COMPLETED - AGENT"]);
    expect((await room.row(call))?.verdict).toBe("CALL_RECORDED_SUCCESS");
  });

  it("works on those that have been due for longest first", async () => {
    const calls = Array.from({ length: 8 }, () => Call.withAgent());
    await entered(calls);
    room.outcomes.taken();
    await room.at(600).step("PollInitialised");
    const asked = room.outcomes.noted.map(({ identifiers }) => identifiers.contactId);
    expect(asked).toEqual(calls.map((call) => call.contactId));
  });

  it("does not look at what is not due, nor at what is told enough of", async () => {
    const [fresh, done, closed] = [new Call(), Call.withAgent(), new Call()];
    await room.switchedOn(done);
    await room.events(done);
    await room.recorded(done);
    await room.switchedOn(closed);
    await room.switchedOff(closed, 1);
    await room.at(299).switchedOn(fresh);
    await room.at(300).sweep();
    expect(describes()).toBe(0);
  });

  it("deletes calls that never had an agent, once late word of one is not to be expected", async () => {
    const call = new Call({ disconnectedAt: 100 });
    await room.switchedOn(call);
    await room.events(call);
    await room.at(999).sweep();
    expect(await state(call)).toBe("COMPLETED - QUEUE/IVR");
    await room.at(1_000).sweep();
    expect(await room.stored(call)).toBeUndefined();
    expect(describes()).toBe(0);
  });

  it("deletes them also when their recording was switched off", async () => {
    const call = new Call({ disconnectedAt: 100 });
    await room.switchedOn(call);
    await room.switchedOff(call, 10);
    await room.events(call);
    expect((await room.row(call))?.closedReason).toBe("RECORDING_DISABLED");
    await room.sweepUntil(1_500);
    expect(await room.stored(call)).toBeUndefined();
    expect(describes()).toBe(0);
  });

  it("asks before it deletes one of which there is a recording: word of the agent got lost", async () => {
    const call = Call.withAgent();
    await room.switchedOn(call);
    await room.event(aContactEvent({ contactId: call.contactId, ...over(call) }));
    await room.recorded(call);
    expect(await state(call)).toBe("COMPLETED - QUEUE/IVR");
    room.known(call);
    await room.sweepUntil(1_500);
    expect(await room.row(call)).toMatchObject({
      state: "COMPLETED - AGENT",
      verdict: "CALL_RECORDED_SUCCESS",
    });
  });

  it("keeps asking about a call whose end, some event says, is a century away", async () => {
    const call = Call.withAgent();
    await room.switchedOn(call);
    const late = { disconnectTimestamp: "2126-01-01T00:00:00.000Z" };
    await room.event(aContactEvent({ contactId: call.contactId, ...late }));
    room.known(call);
    await room.sweepUntil(3_600);
    expect((await room.row(call))?.verdict).toBe("CALL_RECORDED_FAILURE");
  });

  it("asks about a contact that entered while our clock was ahead, once more is heard of it", async () => {
    const call = Call.withAgent();
    await room.at(365 * DAY).switchedOn(call);
    await room.events(call, "INITIATED");
    await room.at(0).events(call, "QUEUED");
    room.known(call);
    await room.sweepUntil(3_600);
    expect((await room.row(call))?.verdict).toBe("CALL_RECORDED_FAILURE");
  });

  it("opens a contact again that Connect did not know, when its recording is there", async () => {
    const call = Call.withAgent();
    await room.switchedOn(call);
    await room.at(300).sweep();
    room.known(call);
    await room.recorded(call);
    await room.sweepUntil(900);
    expect((await room.row(call))?.verdict).toBe("CALL_RECORDED_SUCCESS");
  });

  it("closes a contact that Connect does not know, until something is heard of it", async () => {
    const call = Call.withAgent();
    await room.switchedOn(call);
    await room.at(300).sweep();
    expect(await room.row(call)).toMatchObject({
      state: "INITIALISED",
      closedReason: "CONTACT_NOT_FOUND",
      nextCheckAt: undefined,
    });
    await room.events(call);
    expect(await room.row(call)).toMatchObject({
      state: "COMPLETED - AGENT",
      closedReason: undefined,
    });
  });

  it("closes a contact that is no call", async () => {
    const call = Call.withAgent();
    await room.switchedOn(call);
    room.endpoints.contacts.set(call.contactId, { ...call.described(), Channel: "CHAT" });
    await room.at(300).sweep();
    expect(await room.row(call)).toMatchObject({
      closedReason: "NOT_VOICE",
      nextCheckAt: undefined,
    });
  });

  it("looks less and less often at a call that goes on", async () => {
    const call = Call.withAgent({ disconnectedAt: DAY });
    await room.switchedOn(call);
    room.known(call, 600);
    const waits: number[] = [];
    for (let at = 300; at < 12_000; ) {
      await room.at(at).sweep();
      const next = ((await room.row(call))?.nextCheckAt ?? 0) - MORNING / 1000;
      waits.push(next - at);
      at = next;
    }
    expect(waits[0]).toBeLessThanOrEqual(301);
    expect(waits).toEqual(waits.toSorted((a, b) => a - b));
    expect(waits.at(-1)).toBe(1_800);
  });

  it("deletes a row that has expired before DynamoDB did", async () => {
    const call = Call.withAgent({ disconnectedAt: 40 * DAY });
    await room.switchedOn(call);
    await room.at(31 * DAY).sweep();
    expect(await room.stored(call)).toBeUndefined();
  });

  it("refuses a step that there is not, naming the field", async () => {
    const room_ = room.room();
    const input = { step: "PollEverything", startedAt: eventTime(MORNING) };
    await expect(sweepStep(room_, input, 60_000)).rejects.toThrow(/^step must be/);
    const noTime = { step: "PollInitialised" };
    await expect(sweepStep(room_, noTime, 60_000)).rejects.toThrow(/^startedAt must be/);
  });
});

describe("how often Connect is asked about a call that goes on", () => {
  const asked = () => room.endpoints.faults.counts()["connect.DescribeContact"] ?? 0;

  it("by every sweep where no event was heard", async () => {
    const call = new Call({ connectedAt: 30 });
    await room.at(1).switchedOn(call);
    room.known(call);
    await room.sweepUntil(1_500);
    expect(asked()).toBe(4);
  });

  it("after a quarter of an hour where events were heard, whichever came first", async () => {
    const [first, second] = [new Call({ connectedAt: 30 }), new Call({ connectedAt: 30 })];
    await room.events(first);
    await room.at(1).switchedOnAll([first, second]);
    await room.events(second);
    room.known(first);
    room.known(second);
    await room.sweepUntil(900);
    expect(asked()).toBe(0);
    await room.sweepUntil(1_500);
    expect(asked()).toBe(2);
  });
});

describe("one contact's error", () => {
  const broken = { kind: "error", status: 400, name: "InvalidRequestException" } as const;

  it("check: a contact that fails to describe ten times in a row stops no other", async () => {
    const bad = Call.withAgent();
    await entered([bad]);
    const { contacts } = room.endpoints;
    contacts.set(bad.contactId, { DisconnectTimestamp: { not: "a time" } });
    const delays: number[] = [];
    for (let failures = 0; failures < 10; failures += 1) {
      const due = Math.ceil(((await room.row(bad))?.nextCheckAt ?? 0) / 300) * 300;
      const other = Call.withAgent();
      room.clock.time = due * 1000 - 300_000;
      await room.switchedOn(other);
      room.known(other);
      room.clock.time = due * 1000;
      await room.step("PollInitialised");
      expect(await state(other)).toBe("COMPLETED - AGENT");
      expect(await state(bad)).toBe("INITIALISED");
      const delay = ((await room.row(bad))?.nextCheckAt ?? 0) - due;
      // A call waits for its turn by a second or so.
      delays.push(Math.floor(delay / 5) * 5);
    }
    const failed = room.outcomes.taken().filter((outcome) => outcome === "ContactCheckFailed");
    expect(failed).toHaveLength(10);
    expect(delays).toEqual(delays.toSorted((a, b) => a - b));
    expect(delays[0]).toBeLessThanOrEqual(301);
    expect(delays.at(-1)).toBeGreaterThanOrEqual(3_600);
    room.known(bad);
    await room.sweepUntil(30_000);
    expect((await room.row(bad))?.verdict).toBe("CALL_RECORDED_FAILURE");
  });

  it("of the bucket delays the verdict, and is no failure of the call", async () => {
    const call = Call.withAgent();
    await room.switchedOn(call);
    await room.events(call);
    room.known(call);
    room.endpoints.faults.add({ service: "s3", times: 2, fault: broken });
    await room.recorded(call, { told: false });
    await room.at(1_500).sweep();
    expect((await room.row(call))?.verdict).toBeUndefined();
    await room.sweepUntil(4_000);
    expect((await room.row(call))?.verdict).toBe("CALL_RECORDED_SUCCESS");
    expect(room.endpoints.sent).toEqual([]);
  });

  it("of the store ends the step, so that the machine sees it", async () => {
    await entered([Call.withAgent()]);
    room.endpoints.faults.add({
      service: "dynamodb",
      operation: "PutItem",
      times: 9,
      fault: broken,
    });
    await expect(room.at(300).step("PollInitialised")).rejects.toThrow(
      expect.objectContaining({ name: "InvalidRequestException" }),
    );
  });
});
