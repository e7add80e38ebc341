import { GetItemCommand } from "@aws-sdk/client-dynamodb";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { LocalClock } from "../../local/clock/clock.ts";
import { readMachine } from "../../local/states/machine.ts";
import { StatesService } from "../../local/states/service.ts";
import { aContactEvent } from "../../test/factories/contact-event.ts";
import { ACCOUNT, INSTANCE_ARN, REGION } from "../../test/factories/instance.ts";
import { eventTime, MORNING } from "../../test/factories/time.ts";
import { Call } from "../../test/recordings/call.ts";
import { BUCKET, openEndpoints, PREFIX, TABLE } from "../../test/recordings/endpoints.ts";
import { aLogSubscription, anS3Notification, aRecordingLine } from "../../test/recordings/input.ts";
import { RecordingsRoom, STEPS } from "../../test/recordings/room.ts";
import { StillClock } from "../../test/still-clock.ts";
import { captureLines } from "../../test/written-lines.ts";
import { CLOCK_HOOK, type Clock } from "../aws/clock.ts";
import { recordingKey } from "../connect/recording-key.ts";

const hooked = globalThis as { [CLOCK_HOOK]?: Clock };
const SUCCESS = "CALL_RECORDED_SUCCESS";
const FAILURE = "CALL_RECORDED_FAILURE";
const NUMBER = "+61491570156";

let room: RecordingsRoom;
let states: StatesService;
let lines: string[];
let flowLogs: typeof import("./recordings-flow-log.lambda.ts");
let contactEvents: typeof import("./recordings-contact-event.lambda.ts");
let objects: typeof import("./recordings-object-created.lambda.ts");
let starts: typeof import("./recordings-sweep-start.lambda.ts");
let sweeps: typeof import("./recordings-sweep.lambda.ts");

beforeAll(async () => {
  const clock = new StillClock();
  states = new StatesService({
    clock: new LocalClock(MORNING),
    region: REGION,
    account: ACCOUNT,
    integrations: { invokeLambda: () => new Promise(() => {}), call: () => new Promise(() => {}) },
  });
  const endless = { Type: "Wait", Seconds: 9_999, End: true };
  const definition = { QueryLanguage: "JSONata", StartAt: "W", States: { W: endless } };
  const machineArn = states.addMachine("sweep", readMachine(definition));
  room = new RecordingsRoom(await openEndpoints(clock, states), clock);
  hooked[CLOCK_HOOK] = clock;
  Object.assign(process.env, room.endpoints.environment, {
    CONTACT_TABLE: TABLE,
    CONNECT_INSTANCE_ARN: INSTANCE_ARN,
    RECORDINGS_BUCKET: BUCKET,
    RECORDINGS_PREFIX: `${PREFIX}/`,
    RECORDING_POISON_QUEUE_URL: `${room.endpoints.url}/1/poison`,
    RECONCILIATION_QUEUE_URL: `${room.endpoints.url}/1/reconciliation`,
    SWEEP_STATE_MACHINE_ARN: machineArn,
  });
  flowLogs = await import("./recordings-flow-log.lambda.ts");
  contactEvents = await import("./recordings-contact-event.lambda.ts");
  objects = await import("./recordings-object-created.lambda.ts");
  starts = await import("./recordings-sweep-start.lambda.ts");
  sweeps = await import("./recordings-sweep.lambda.ts");
}, 60_000);
afterAll(async () => {
  delete hooked[CLOCK_HOOK];
  await room.endpoints.close();
});
beforeEach(async () => {
  await room.reset();
  lines = captureLines();
});
afterEach(() => {
  vi.restoreAllMocks();
});

const log = (...given: unknown[]) => flowLogs.handler(aLogSubscription(given));
const on = ({ contactId }: Call, at = MORNING) => log(aRecordingLine(contactId, "Enable", at));
const verdict = async (call: Call) => (await room.row(call))?.verdict;
const counts = () => room.endpoints.faults.counts();

async function heard(call: Call, ...types: string[]): Promise<void> {
  for (const event of call.events()) {
    if (types.length === 0 || types.includes(event.detail.eventType)) {
      await contactEvents.handler(event);
    }
  }
}

/** A call that is over, of whose recording nothing was heard. */
async function over(call: Call = Call.withAgent()): Promise<Call> {
  await on(call);
  await heard(call);
  room.known(call);
  return call;
}

/** The steps of the machine, one after another, in the slot that lies so many seconds after MORNING. */
async function sweep(seconds: number): Promise<void> {
  room.at(seconds);
  const startedAt = eventTime(room.clock.time);
  const context = { getRemainingTimeInMillis: () => 300_000 };
  for (const step of STEPS) await sweeps.handler({ step, startedAt }, context);
}

describe("what went wrong in the original", () => {
  it("1. it saw the first 1,000 recordings of a day: the 1,001st is found", async () => {
    const call = await over();
    for (let i = 0; i < 1_000; i += 1) {
      const id = `00000000-0000-4000-8000-${String(i).padStart(12, "0")}`;
      room.endpoints.s3.put(BUCKET, recordingKey(PREFIX, id, call.connectedAt), "RIFF");
    }
    await room.recorded(call, { told: false });
    await sweep(1_200);
    expect(await verdict(call)).toBe(SUCCESS);
  });

  it("2. from 20:00 to 24:00 UTC it looked in the next day's folder: a day is a day in UTC", async () => {
    const evening = Date.UTC(2026, 0, 5, 20, 30);
    const begin = (evening - MORNING) / 1000;
    const call = Call.withAgent({
      initiatedAt: begin,
      connectedAt: begin + 60,
      disconnectedAt: begin + 120,
    });
    await over(call);
    const key = await room.recorded(call, { told: false });
    expect(key).toContain("/2026/01/05/");
    await sweep(begin + 1_200);
    expect(await verdict(call)).toBe(SUCCESS);
  });

  it("3. the folder was that of the disconnect: it is that of the agent's connection", async () => {
    const midnight = (Date.UTC(2026, 0, 5) - MORNING) / 1000;
    const call = Call.withAgent({ connectedAt: midnight - 60, disconnectedAt: midnight + 90_000 });
    await over(call);
    const key = await room.recorded(call, { told: false });
    expect(key).toContain("/2026/01/04/");
    await sweep(midnight + 91_200);
    expect(await verdict(call)).toBe(SUCCESS);
  });

  it("4. the first look was the last word: there is a grace period, and a failure is looked at again", async () => {
    const call = await over();
    await sweep(600);
    expect(await verdict(call)).toBeUndefined();
    await sweep(1_200);
    expect(await verdict(call)).toBe(FAILURE);
    await room.recorded(call, { told: false });
    await sweep(2_400);
    expect(await verdict(call)).toBe(SUCCESS);
  });

  it("5. an empty folder broke the batch, every time: each call has its verdict", async () => {
    const [missing, there] = [await over(), await over()];
    await room.recorded(there, { told: false });
    await sweep(1_200);
    expect([await verdict(missing), await verdict(there)]).toEqual([FAILURE, SUCCESS]);
  });

  it("6. every error was answered as a success: it is thrown, so that retries and alarms see it", async () => {
    const call = Call.withAgent();
    const denied = { kind: "error", status: 400, name: "AccessDeniedException" } as const;
    room.endpoints.faults.add({ service: "dynamodb", times: 99, fault: denied });
    await expect(on(call)).rejects.toThrow("1 of 1 lines failed");
    await expect(heard(call)).rejects.toThrow();
    await expect(objects.handler(anS3Notification(call.key))).rejects.toThrow();
    await expect(sweep(300)).rejects.toThrow();
  });

  it("7. one error of DescribeContact left all the others unseen: it delays one contact", async () => {
    const calls = [await over(), await over(), await over()] as const;
    for (const call of calls) await room.recorded(call, { told: false });
    const broken = { DisconnectTimestamp: { not: "a time" } };
    room.endpoints.contacts.set(calls[0].contactId, broken);
    await sweep(1_200);
    expect(await verdict(calls[0])).toBeUndefined();
    expect(await verdict(calls[1])).toBe(SUCCESS);
    expect(await verdict(calls[2])).toBe(SUCCESS);
  });

  it("8. four scans, of the first megabyte each: all that is due is read, and nothing else", async () => {
    const due = Array.from({ length: 120 }, () => new Call({ disconnectedAt: 1 }));
    const later = Array.from({ length: 120 }, () => new Call());
    await log(...due.map(({ contactId }) => aRecordingLine(contactId)));
    for (const call of due) await heard(call, "COMPLETED");
    room.at(1_190);
    await log(...later.map(({ contactId }) => aRecordingLine(contactId)));
    room.endpoints.faults.reset();
    await sweep(1_200);
    expect(counts()).toEqual({
      "dynamodb.Query": 6,
      "dynamodb.GetItem": 120,
      "dynamodb.DeleteItem": 120,
    });
  });

  it("9. a second block, or a line that came again, began anew and wiped the verdict: neither does", async () => {
    const call = await over();
    await objects.handler(anS3Notification(call.key));
    await on(call);
    await on(call, MORNING + 60_000);
    expect(await room.row(call)).toMatchObject({ state: "COMPLETED - AGENT", verdict: SUCCESS });
  });

  it("10. runs overlapped: a sweep is not begun while one goes on", async () => {
    const scheduled = (seconds: number) =>
      ({ time: eventTime(MORNING + seconds * 1000) }) as Parameters<typeof starts.handler>[0];
    room.at(300);
    await starts.handler(scheduled(300));
    await starts.handler(scheduled(300));
    room.at(600);
    await starts.handler(scheduled(600));
    expect(counts()["states.StartExecution"]).toBe(1);
    expect(lines.join("")).toMatch(/SweepStarted.*SweepStillRunning.*SweepStillRunning/s);
    expect(lines.join("")).toContain("sweep-20260104T2235Z");
  });

  it("11. it asked faster than the account may: two a second, and none is refused", async () => {
    const calls = Array.from({ length: 20 }, () => Call.withAgent({ disconnectedAt: 9_999 }));
    for (const call of calls) room.known(call, 200);
    await log(...calls.map(({ contactId }) => aRecordingLine(contactId)));
    const { throttled } = room.endpoints.api.calls;
    await sweep(300);
    expect(counts()["connect.DescribeContact"]).toBe(20);
    expect(room.clock.time).toBe(MORNING + 310_000);
    expect(room.endpoints.api.calls.throttled).toBe(throttled);
  });

  it("12. it saw full recordings of first legs alone: also those of one side, and of transfers", async () => {
    const agentOnly = { RecordingParticipantOption: "Agent" };
    const call = Call.withAgent();
    const transfer = Call.withAgent({ previousContactId: call.contactId });
    await log(aRecordingLine(call.contactId, "Enable", MORNING, agentOnly));
    await heard(call);
    await heard(transfer);
    for (const one of [call, transfer]) {
      room.known(one);
      const ivr = one.key.replace(PREFIX, `${PREFIX}/ivr`);
      room.endpoints.s3.put(BUCKET, ivr, "RIFF");
      await objects.handler(anS3Notification(ivr));
    }
    await objects.handler(anS3Notification(call.key));
    await sweep(1_200);
    expect([await verdict(call), await verdict(transfer)]).toEqual([SUCCESS, FAILURE]);
  });

  it("13. one field had three names: it is RecordedState", async () => {
    const call = await over();
    await objects.handler(anS3Notification(call.key));
    const Key = { ContactId: { S: call.contactId } };
    const get = new GetItemCommand({ TableName: TABLE, Key });
    const { Item = {} } = await room.endpoints.clients.client.send(get);
    expect(Item["RecordedState"]).toEqual({ S: SUCCESS });
    expect(Object.keys(Item).sort()).toEqual([
      "AgentId",
      "Channel",
      "ConnectedToAgentTimestamp",
      "ContactId",
      "DisconnectTimestamp",
      "ExpiresAt",
      "InitiationMethod",
      "InitiationTimestamp",
      "LastUpdateTimestamp",
      "QueueId",
      "RecordedState",
      "RecordingBehaviorAt",
      "RecordingLocation",
      "State",
      "Version",
    ]);
  });

  it("14. nobody was told: a metric for the alarm, and a request to fetch the recording", async () => {
    const call = await over();
    await sweep(1_200);
    expect(lines.join("")).toContain('"CallNotRecorded":1');
    expect(room.endpoints.sent).toEqual([
      expect.objectContaining({
        queue: "reconciliation",
        body: expect.objectContaining({ callId: call.contactId }),
      }),
    ]);
  });

  it("15. events stood in the log in full: ids and outcomes do, and nothing of the caller", async () => {
    const call = Call.withAgent();
    const parameters = { Text: NUMBER };
    await log(aRecordingLine(call.contactId, "Enable", MORNING, parameters), `not JSON ${NUMBER}`);
    const [event] = call.events();
    const detail = { ...event?.detail, customerEndpoint: { address: NUMBER } };
    await contactEvents.handler({ ...aContactEvent(), detail });
    await contactEvents.handler({ ...aContactEvent(), detail: { contactId: 7, note: NUMBER } });
    await heard(call);
    const described = { ...call.described(), CustomerEndpoint: { Address: NUMBER } };
    room.endpoints.contacts.set(call.contactId, described);
    await sweep(1_200);
    expect(lines.join("")).toMatch(/ContactEnrolled.*EventUnparseable.*CallNotRecorded/s);
    expect(lines.join("")).toContain(call.contactId);
    expect(lines.join("") + JSON.stringify(room.endpoints.sent)).not.toContain("614915");
  });
});
