import type { GetItemCommandInput } from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { anId } from "../../test/factories/id.ts";
import { Call } from "../../test/recordings/call.ts";
import { RecordingsRoom } from "../../test/recordings/room.ts";

let room: RecordingsRoom;
beforeAll(async () => {
  room = await RecordingsRoom.open();
}, 60_000);
afterAll(() => room.endpoints.close());
beforeEach(() => room.reset());

const transferOf = (call: Call) =>
  Call.withAgent({ previousContactId: call.contactId, initiationMethod: "TRANSFER" });

describe("a contact that follows one that is recorded", () => {
  it.each(["previousContactId", "relatedContactId"])("enters by its events: %s", async (link) => {
    const call = Call.withAgent();
    const next = Call.withAgent({ [link]: call.contactId });
    await room.switchedOn(call);
    await room.events(next, "INITIATED");
    expect(await room.row(next)).toMatchObject({
      state: "IN_PROGRESS - QUEUE/IVR",
      recordingBehaviorAt: undefined,
      [link]: call.contactId,
    });
  });

  it("enters when all its events came before the first one's log line", async () => {
    const call = Call.withAgent();
    const next = transferOf(call);
    const last = transferOf(next);
    await room.events(last);
    await room.events(next);
    expect((await room.row(last))?.state).toBeUndefined();
    await room.switchedOn(call);
    expect((await room.row(next))?.state).toBe("COMPLETED - AGENT");
    expect((await room.row(last))?.state).toBe("COMPLETED - AGENT");
  });

  it("closes when it turns out that the first one's recording was switched off", async () => {
    const call = Call.withAgent();
    const next = transferOf(call);
    await room.switchedOn(call);
    await room.events(next);
    await room.switchedOff(call, 60);
    expect(await room.row(next)).toMatchObject({
      closedReason: "RECORDING_DISABLED",
      nextCheckAt: undefined,
    });
    await room.switchedOn(call, 90);
    expect((await room.row(next))?.closedReason).toBeUndefined();
  });

  it("has its own block's word before that of the first one", async () => {
    const call = Call.withAgent();
    const next = transferOf(call);
    await room.switchedOn(next, 100);
    await room.events(next);
    await room.switchedOff(call, 200);
    expect((await room.row(next))?.closedReason).toBeUndefined();
  });

  it("is recorded when one of the two it follows is", async () => {
    const [off, on] = [Call.withAgent(), Call.withAgent()];
    const next = Call.withAgent({
      previousContactId: off.contactId,
      relatedContactId: on.contactId,
    });
    await room.events(next);
    await room.switchedOff(off);
    expect((await room.row(next))?.state).toBeUndefined();
    await room.switchedOn(on);
    expect((await room.row(next))?.closedReason).toBeUndefined();
  });

  it("stays outside when that one's recording is switched off, and enters when it is on again", async () => {
    const call = Call.withAgent();
    const next = transferOf(call);
    await room.switchedOff(call);
    await room.events(next);
    expect(await room.row(next)).toMatchObject({ state: undefined, closedReason: undefined });
    await room.switchedOn(call, 30);
    expect((await room.row(next))?.state).toBe("COMPLETED - AGENT");
  });

  it("closes all the same where every agent's call enters", async () => {
    room.enrol = "every-agent-contact";
    const call = Call.withAgent();
    const next = transferOf(call);
    await room.switchedOff(call);
    await room.events(next);
    expect((await room.row(next))?.closedReason).toBe("RECORDING_DISABLED");
  });

  it("stays outside when it only listens, or follows nobody that is recorded", async () => {
    const call = Call.withAgent();
    const monitor = Call.withAgent({
      previousContactId: call.contactId,
      initiationMethod: "MONITOR",
    });
    const other = Call.withAgent({ previousContactId: anId() });
    await room.switchedOn(call);
    await room.events(monitor);
    await room.events(other);
    expect((await room.row(monitor))?.state).toBeUndefined();
    expect((await room.row(other))?.state).toBeUndefined();
  });

  it("may follow in a circle", async () => {
    const ids = [anId(), anId()] as const;
    const call = Call.withAgent({ contactId: ids[0], previousContactId: ids[1] });
    const next = Call.withAgent({ contactId: ids[1], previousContactId: ids[0] });
    const own = Call.withAgent({ contactId: anId() });
    await room.events(call);
    await room.events(next);
    await room.events(
      Call.withAgent({ contactId: own.contactId, previousContactId: own.contactId }),
    );
    await room.switchedOn(call);
    expect((await room.row(next))?.state).toBe("COMPLETED - AGENT");
    expect((await room.row(own))?.state).toBeUndefined();
  });

  it("is closed when the first one's recording is switched off just while it enters", async () => {
    const call = Call.withAgent();
    const next = transferOf(call);
    await room.switchedOn(call);
    const client = room.endpoints.dynamoWith({});
    let reads = 0;
    client.middlewareStack.add(
      (go, { commandName }) =>
        async (args) => {
          const answer = await go(args);
          const { Key } = args.input as GetItemCommandInput;
          const isFirst =
            commandName === "GetItemCommand" && Key?.["ContactId"]?.S === call.contactId;
          reads += isFirst ? 1 : 0;
          // The first read leaves the trace, the second one is what is inherited: now out of date.
          if (isFirst && reads === 2) await room.switchedOff(call, 60);
          return answer;
        },
      { step: "initialize" },
    );
    await new RecordingsRoom(room.endpoints, room.clock, client).events(next, "INITIATED");
    expect(reads).toBeGreaterThan(2);
    expect((await room.row(next))?.closedReason).toBe("RECORDING_DISABLED");
  });

  it("enters after a crash between the two writes, when the line comes again", async () => {
    const call = Call.withAgent();
    const next = transferOf(call);
    await room.events(next);
    const denied = { kind: "error", status: 400, name: "AccessDeniedException" } as const;
    const { faults } = room.endpoints;
    faults.add({ service: "dynamodb", operation: "PutItem", after: 1, fault: denied });
    await expect(room.switchedOn(call)).rejects.toThrow("1 of 1 lines failed");
    expect((await room.row(next))?.state).toBeUndefined();
    await room.switchedOn(call);
    expect((await room.row(next))?.state).toBe("COMPLETED - AGENT");
  });
});
