import aslValidator from "asl-validator";
import { afterEach, beforeEach, describe, expect, it, test } from "vitest";
import { MORNING } from "../../test/factories/time.ts";
import { Call } from "../../test/recordings/call.ts";
import { SweepMachine, sweepDefinition } from "../../test/recordings/sweep-machine.ts";

const ROUND = ["PollInitialised", "DeleteCompletedQueueIvr", "PollInProgress", "VerifyRecordings"];

let machine: SweepMachine;
beforeEach(async () => {
  machine = await SweepMachine.open();
}, 60_000);
afterEach(() => machine.room.endpoints.close());

const row = async (call: Call) => await machine.room.row(call);
const describes = () => machine.room.endpoints.faults.counts()["connect.DescribeContact"] ?? 0;

test("the machine is valid, and bounded", () => {
  const definition = JSON.parse(sweepDefinition());
  expect(JSON.stringify(definition)).not.toContain("${");
  expect(aslValidator(definition)).toMatchObject({ isValid: true });
  expect(definition).toMatchObject({
    QueryLanguage: "JSONata",
    StartAt: ROUND[0],
    TimeoutSeconds: 600,
  });
});

describe("a sweep", () => {
  it("polls, then deletes beside polling and verifying, and is over when nothing is due", async () => {
    const { room, clock } = machine;
    const [talking, waiting, over] = [Call.withAgent(), new Call(), Call.withAgent()];
    const gone = new Call({ disconnectedAt: 60 });
    for (const call of [talking, waiting, over, gone]) {
      await room.switchedOn(call);
      room.known(call);
    }
    room.known(talking, 200);
    await room.events(gone);
    await room.events(over);
    await room.events(waiting, "INITIATED");
    await clock.advance(1_200_000);
    const execution = await machine.run(1_200);
    expect(execution).toMatchObject({ status: "SUCCEEDED", name: "sweep-20260104T2250Z" });
    expect(machine.steps).toEqual(ROUND);
    expect((await row(talking))?.state).toBe("IN_PROGRESS - AGENT");
    expect((await row(waiting))?.state).toBe("IN_PROGRESS - QUEUE/IVR");
    expect(await row(gone)).toBeUndefined();
    expect((await row(over))?.verdict).toBe("CALL_RECORDED_FAILURE");
    expect(clock.now()).toBeLessThan(MORNING + 1_210_000);
  });

  it("runs the steps again until nothing is due, when the function's time is short", async () => {
    const { room, clock } = machine;
    const calls = Array.from({ length: 60 }, () => Call.withAgent({ disconnectedAt: 9_999 }));
    for (const call of calls) room.known(call, 200);
    await room.switchedOnAll(calls);
    room.stepMs = 20_000;
    await clock.advance(300_000);
    expect((await machine.run(300)).status).toBe("SUCCEEDED");
    expect(machine.steps).toEqual([...ROUND, ...ROUND, ...ROUND]);
    for (const call of calls) expect((await row(call))?.state).toBe("IN_PROGRESS - AGENT");
    expect(describes()).toBe(60);
  });

  it("stops before its slot is over, and the next one goes on", async () => {
    const { room, clock } = machine;
    const calls = Array.from({ length: 100 }, () => Call.withAgent({ disconnectedAt: 9_999 }));
    for (const call of calls) room.known(call, 200);
    await room.switchedOnAll(calls);
    await clock.advance(560_000);
    await machine.run(300);
    expect(clock.now()).toBeLessThan(MORNING + 600_000);
    expect(describes()).toBe(50);
    await clock.advance(MORNING + 600_000 - clock.now());
    await machine.run(600);
    for (const call of calls) expect((await row(call))?.state).toBe("IN_PROGRESS - AGENT");
    expect(room.endpoints.api.calls.throttled).toBe(0);
  });

  it("fails when a step does, but the other steps do their work first", async () => {
    const { room, clock } = machine;
    const [first, over] = [new Call(), Call.withAgent({ connectedAt: 30, disconnectedAt: 60 })];
    await room.switchedOn(first);
    await room.switchedOn(over);
    await room.events(over);
    room.known(first);
    room.known(over);
    await room.recorded(over, { told: false });
    await clock.advance(400_000);
    const denied = { kind: "error", status: 400, name: "AccessDeniedException" } as const;
    room.endpoints.faults.add({ service: "dynamodb", fault: denied });
    expect((await machine.run(300)).status).toBe("FAILED");
    expect((await row(first))?.state).toBe("INITIALISED");
    expect((await row(over))?.verdict).toBe("CALL_RECORDED_SUCCESS");
    await clock.advance(300_000);
    expect((await machine.run(600)).status).toBe("SUCCEEDED");
    expect((await row(first))?.state).toBe("IN_PROGRESS - QUEUE/IVR");
  });

  it.each([1, 2, 3, 4])(
    "fails after every step had its turn, whichever fails: %i",
    async (after) => {
      const { room, clock } = machine;
      await clock.advance(300_000);
      const denied = { kind: "error", status: 400, name: "AccessDeniedException" } as const;
      const query = { service: "dynamodb", operation: "Query" } as const;
      room.endpoints.faults.add({ ...query, after, fault: denied });
      expect((await machine.run(300)).status).toBe("FAILED");
      expect(machine.steps.toSorted()).toEqual(ROUND.toSorted());
    },
  );
});

describe("the start of a sweep", () => {
  it("is one per slot, named after the slot of its event", async () => {
    const { clock, room } = machine;
    await clock.advance(312_000);
    await machine.run(300);
    await clock.drive(() => machine.start(300));
    await clock.drive(() => machine.start(300));
    expect((await machine.executions()).map(({ name }) => name)).toEqual(["sweep-20260104T2235Z"]);
    expect(room.outcomes.taken().filter((outcome) => outcome.startsWith("Sweep"))).toEqual([
      "SweepStarted",
      "SweepAlreadyDone",
      "SweepAlreadyDone",
    ]);
  });

  it("does nothing while an older sweep still runs", async () => {
    const { clock, room } = machine;
    const calls = [new Call(), new Call()];
    for (const call of calls) room.known(call);
    await room.switchedOnAll(calls);
    await clock.advance(300_000);
    await clock.drive(async () => {
      await machine.start(300);
      await machine.start(600);
    });
    expect(await machine.executions()).toHaveLength(1);
    expect(room.outcomes.taken().filter((outcome) => outcome.startsWith("Sweep"))).toEqual([
      "SweepStarted",
      "SweepStillRunning",
    ]);
    await clock.advance(60_000);
  });

  it("does nothing for a slot that is over: its event was late", async () => {
    await machine.clock.advance(900_000);
    await machine.clock.drive(() => machine.start(300));
    expect(await machine.executions()).toEqual([]);
    expect(machine.room.outcomes.taken()).toEqual(["SweepSlotOver"]);
  });

  it("fails loudly for an event without a time, and when Step Functions refuses", async () => {
    const { clock, room } = machine;
    const untimed = clock.drive(() => machine.startWith({}));
    await expect(untimed).rejects.toThrow("time must be an ISO 8601 time");
    const denied = { kind: "error", status: 400, name: "AccessDeniedException" } as const;
    room.endpoints.faults.add({ service: "states", fault: denied });
    await clock.advance(300_000);
    await expect(clock.drive(() => machine.start(300))).rejects.toThrow(
      expect.objectContaining({ name: "AccessDeniedException" }),
    );
  });
});
