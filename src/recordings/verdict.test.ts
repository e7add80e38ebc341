import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { MORNING } from "../../test/factories/time.ts";
import { Call } from "../../test/recordings/call.ts";
import { BUCKET, PREFIX } from "../../test/recordings/endpoints.ts";
import { RecordingsRoom } from "../../test/recordings/room.ts";
import { recordingKey } from "../connect/recording-key.ts";

const DAY = 86_400;
const FAILURE = "CALL_RECORDED_FAILURE";
const SUCCESS = "CALL_RECORDED_SUCCESS";

let room: RecordingsRoom;
beforeAll(async () => {
  room = await RecordingsRoom.open();
}, 60_000);
afterAll(() => room.endpoints.close());
beforeEach(() => room.reset());

/** A call that is over, and that Connect knows as it is; nothing was heard of its recording. */
async function aFinishedCall(call = Call.withAgent()): Promise<Call> {
  await room.switchedOn(call);
  await room.events(call);
  room.known(call);
  room.endpoints.faults.reset();
  room.outcomes.taken();
  return call;
}

/** Sweeps whenever the call is due, until it never is again; the seconds after MORNING of each. */
async function looksAt(call: Call): Promise<number[]> {
  const looks: number[] = [];
  for (;;) {
    const next = (await room.row(call))?.nextCheckAt;
    if (next === undefined) return looks;
    looks.push(next - MORNING / 1000);
    await room.at(next - MORNING / 1000).sweep();
  }
}

const requests = () => room.endpoints.sent.filter(({ queue }) => queue === "reconciliation");
const verdict = async (call: Call) => (await room.row(call))?.verdict;

describe("a recording is proven", () => {
  const recording = (call: Call) => ({
    StorageType: "S3",
    MediaStreamType: "AUDIO",
    Status: "AVAILABLE",
    Location: call.location,
  });
  const describedWith = (call: Call, ...Recordings: object[]) =>
    room.endpoints.contacts.set(call.contactId, { ...call.described(), Recordings });

  it("by Connect's own word, without a look into the bucket", async () => {
    const call = await aFinishedCall();
    describedWith(call, { ...recording(call), ParticipantType: "IVR" }, recording(call));
    await room.at(600).sweep();
    expect(await room.row(call)).toMatchObject({
      verdict: SUCCESS,
      recordingLocation: call.location,
      nextCheckAt: undefined,
    });
    expect(room.endpoints.faults.counts()["s3.ListObjectsV2"]).toBeUndefined();
    expect(room.outcomes.taken()).toEqual(["CallRecorded"]);
  });

  it("not by the IVR's recording", async () => {
    const call = await aFinishedCall();
    describedWith(call, { ...recording(call), ParticipantType: "IVR" });
    room.endpoints.s3.put(BUCKET, call.key.replace(PREFIX, `${PREFIX}/ivr`), "RIFF");
    await room.sweepUntil(1_500);
    expect(await verdict(call)).toBe(FAILURE);
  });

  it.each([
    ["of the call", 0],
    ["before", -DAY],
    ["after", DAY],
  ])("by a file in the folder of the day %s", async (_, away) => {
    const call = await aFinishedCall();
    const at = call.connectedAt + away * 1000;
    await room.recorded(call, { told: false, at });
    await room.at(600).sweep();
    expect(await room.row(call)).toMatchObject({
      verdict: SUCCESS,
      recordingLocation: `${BUCKET}/${recordingKey(PREFIX, call.contactId, at)}`,
    });
  });

  it("not by an empty file, nor by that of a contact whose id begins alike", async () => {
    const call = await aFinishedCall();
    room.endpoints.s3.put(BUCKET, call.key, "");
    const other = recordingKey(PREFIX, `${call.contactId}0`, call.connectedAt);
    room.endpoints.s3.put(BUCKET, other, "RIFF");
    await room.sweepUntil(1_500);
    expect(await verdict(call)).toBe(FAILURE);
  });

  it("also of a contact that Connect has forgotten", async () => {
    const call = await aFinishedCall();
    room.endpoints.contacts.clear();
    await room.recorded(call, { told: false });
    await room.at(600).sweep();
    expect(await verdict(call)).toBe(SUCCESS);
  });
});

it("check: a contact among 5,000 recordings of its day is found with three listings", async () => {
  const call = await aFinishedCall();
  for (let i = 0; i < 5_000; i += 1) {
    const id = `${i.toString(16).padStart(8, "0")}-0000-4000-8000-000000000000`;
    room.endpoints.s3.put(BUCKET, recordingKey(PREFIX, id, call.connectedAt), "RIFF");
  }
  await room.recorded(call, { told: false, at: call.connectedAt + DAY * 1000 });
  await room.at(600).step("VerifyRecordings");
  expect(await verdict(call)).toBe(SUCCESS);
  expect(room.endpoints.faults.counts()).toMatchObject({ "s3.ListObjectsV2": 3 });
});

describe("a missing recording", () => {
  it("is no failure before the grace period is over", async () => {
    const call = await aFinishedCall();
    await room.at(600).sweepUntil(300 + 900);
    expect(await verdict(call)).toBeUndefined();
    expect(room.outcomes.taken()).toEqual(["RecordingAwaited"]);
    await room.sweep();
    expect(await verdict(call)).toBe(FAILURE);
    expect(room.outcomes.taken()).toEqual(["CallNotRecorded"]);
  });

  it("is asked for, once", async () => {
    const call = await aFinishedCall();
    await looksAt(call);
    expect(requests()).toEqual([
      {
        queue: "reconciliation",
        body: {
          dialogGroupId: call.contactId,
          callId: call.contactId,
          originalTimestamp: "2026-01-04T22:32:00.000Z",
          retryAttempt: 0,
          source: "RECONCILIATION_QUEUE",
        },
      },
    ]);
  });

  it("is told of also when the answer to the write gets lost, and the SDK writes again", async () => {
    const call = await aFinishedCall();
    await room.at(600).sweep();
    const { endpoints, clock } = room;
    const lost = { kind: "lost-answer", how: "drop" } as const;
    endpoints.faults.add({ service: "dynamodb", operation: "PutItem", fault: lost });
    const patient = new RecordingsRoom(endpoints, clock, endpoints.dynamoWith({ maxAttempts: 3 }));
    room.at(1_200);
    await patient.step("VerifyRecordings");
    expect(patient.outcomes.taken()).toContain("CallNotRecorded");
    expect(await verdict(call)).toBe(FAILURE);
  });

  it("is not a failure before it was asked for: the queue refuses for a while", async () => {
    const call = await aFinishedCall();
    const denied = { kind: "error", status: 400, name: "AccessDenied" } as const;
    const fault = room.endpoints.faults.add({ service: "sqs", times: 99, fault: denied });
    await room.sweepUntil(1_500);
    expect(await verdict(call)).toBeUndefined();
    expect(room.outcomes.taken()).toContain("ContactCheckFailed");
    fault.remove();
    await room.sweepUntil(3_600);
    expect(await verdict(call)).toBe(FAILURE);
    expect(requests()).toHaveLength(1);
  });

  it("is looked for again at growing intervals for seven days, and no longer", async () => {
    const call = await aFinishedCall();
    const looks = await looksAt(call);
    const waits = looks.slice(2).map((at, index) => at - (looks[index + 1] ?? 0));
    expect(waits.slice(0, 4)).toEqual([900, 1_800, 3_600, 7_200]);
    const growing = waits.slice(0, -1);
    expect(growing).toEqual(growing.toSorted((a, b) => a - b));
    expect(looks.at(-1)).toBe(300 + 7 * DAY);
    expect(looks.length).toBeLessThan(40);
    expect(await room.row(call)).toMatchObject({ verdict: FAILURE, nextCheckAt: undefined });
  });

  it.each([
    ["S3 tells of it", true],
    ["the sweep finds it", false],
  ])("that somebody brings later turns the verdict: %s", async (_, told) => {
    const call = await aFinishedCall();
    await room.sweepUntil(1_500);
    expect(await verdict(call)).toBe(FAILURE);
    room.outcomes.taken();
    await room.recorded(call, { told });
    if (!told) await room.sweepUntil(2_400);
    expect(await room.row(call)).toMatchObject({ verdict: SUCCESS, nextCheckAt: undefined });
    expect(room.outcomes.taken()).toEqual(["CallRecordedLate"]);
  });

  it("has no verdict any more when it turns out that recording was switched off", async () => {
    const call = await aFinishedCall();
    await room.sweepUntil(1_500);
    await room.switchedOff(call, 200);
    expect(await room.row(call)).toMatchObject({
      verdict: undefined,
      closedReason: "RECORDING_DISABLED",
    });
  });

  it("is nobody's to fetch where there is no reconciliation", async () => {
    const call = await aFinishedCall();
    const { reconciliationQueueUrl: _, ...rest } = room.room();
    const alone = { ...rest, reconciliationQueueUrl: "" };
    room.room = () => alone;
    await room.sweepUntil(1_500);
    expect(await verdict(call)).toBe(FAILURE);
    expect(requests()).toEqual([]);
  });
});
