import { ConnectApi } from "../local/aws/connect/connect-api.ts";
import type { CreatedObject } from "../local/aws/s3/store.ts";
import { ContactDirectory } from "../local/bank-line/contact-directory.ts";
import { LocalClock } from "../local/clock/clock.ts";
import { type Emissions, RecordingUploadError } from "../local/connect/emissions/emissions.ts";
import { s3Event } from "../local/delivery/s3-event.ts";
import { type DemoBank, openDemoBank } from "../local/demo-bank.ts";
import { LOCAL_FLOW_LOG, LOCAL_INSTANCE, LOCAL_RECORDINGS } from "../local/instance.ts";
import { Random } from "../local/random.ts";
import { contactIdOfKey } from "../src/connect/recording-key.ts";
import { callIn, centre, lifeOf } from "./recordings-calls.ts";

const HOUR = 3_600_000;
const BEGIN = Date.UTC(2026, 0, 5, 8);
/** Calls come in during ten hours; two more are enough for whatever follows. */
const CALLS_FOR = 10 * HOUR;
const DAY_IS = 12 * HOUR;
/** Seconds that events are on their way: what we assume of EventBridge and S3. */
const EVENT_TAKES = [0.1, 1.5] as const;
const NOTIFICATION_TAKES = [0.5, 3] as const;
const MISSING_UPLOADS = 0.01;
const FUNCTION = "linekeeper-recordings-object-created";

/** What is true of a contact, whoever watches it; epoch milliseconds. */
export interface Life {
  readonly initiatedAt: number;
  readonly endedAt: number;
  /** When Connect's recording lay in the bucket; undefined: no agent, or the upload failed. */
  readonly recordedAt: number | undefined;
}

export interface Day {
  readonly lives: readonly Life[];
  /** Calls of DescribeContact. */
  readonly calls: number;
  /** Seconds from the recording in the bucket to the verdict, of each that Connect recorded. */
  readonly delays: readonly number[];
  /** Calls that were said not to be recorded although Connect's recording came. */
  readonly wrong: number;
}

/**
 * A day of simulated calls through the stack from the template: what deploys watches them, and
 * reconciliation brings what is missing. Flow log lines arrive; the other events as often as said.
 *
 * @param lost share of the contact events, and of the bucket's notifications, that never arrive
 */
export async function playDay(calls: number, lost: number): Promise<Day> {
  const clock = new LocalClock(BEGIN);
  const contacts = new ContactDirectory();
  const instanceId = LOCAL_INSTANCE.arn.split("/").at(-1) ?? "";
  const api = new ConnectApi({ clock, contacts, instanceId });
  const bank = await openDemoBank({
    port: 0,
    startAt: BEGIN,
    clock,
    endpoints: {},
    connect: api.handle,
    // Sent from here, so that they can be lost.
    parameters: { RecordingsBucketEvents: "Notification" },
  });
  try {
    const arrive = arrivals(clock, lost);
    const seen = { recorded: see(bank, "CallRecorded"), missed: see(bank, "CallNotRecorded") };
    const files = notify(bank, arrive);
    const failedUploads = new Set<string>();
    const simulator = centre(bank, clock, emissionsTo(bank, arrive, failedUploads));
    contacts.add(simulator);
    const ids = callIn(simulator, clock, { calls, within: CALLS_FOR });
    await clock.advance(DAY_IS);
    if (ids.length !== calls) throw new Error(`${ids.length} of ${calls} calls are over`);
    const recorded = ids.filter((id) => files.has(id) && !failedUploads.has(id));
    const delays = recorded.map((id) => seconds(files.get(id), seen.recorded.get(id)));
    const lives = ids.map((id) => ({
      ...lifeOf(simulator, id),
      recordedAt: recorded.includes(id) ? files.get(id) : undefined,
    }));
    const { DescribeContact, throttled } = api.calls;
    if (throttled > 0) throw new Error(`Connect throttled ${throttled} calls`);
    const wrong = recorded.filter((id) => seen.missed.has(id)).length;
    return { lives, delays, wrong, calls: DescribeContact };
  } finally {
    await bank.close();
  }
}

type Arrive = (takes: readonly [number, number], deliver: () => void) => void;

function arrivals(clock: LocalClock, lost: number): Arrive {
  const random = new Random(2);
  return ([least, most], deliver) => {
    const delay = random.between(least * 1000, most * 1000);
    if (random.chance(lost)) return;
    clock.at(clock.now() + delay, deliver);
  };
}

function seconds(from: number | undefined, to: number | undefined): number {
  if (from === undefined || to === undefined) throw new Error("a recorded call has no verdict");
  return (to - from) / 1000;
}

/** When a contact first had an outcome: what the functions log of it. */
function see(bank: DemoBank, outcome: string): ReadonlyMap<string, number> {
  const seen = new Map<string, number>();
  bank.onLog(({ text, at }) => {
    if (!text.includes(`"message":"${outcome}"`)) return;
    const { contactId } = JSON.parse(text) as { contactId: string };
    if (!seen.has(contactId)) seen.set(contactId, at);
  });
  return seen;
}

/** Sends the bucket's notifications; returns when each contact's file was there. */
function notify(bank: DemoBank, arrive: Arrive): ReadonlyMap<string, number> {
  const files = new Map<string, number>();
  const { region, account } = LOCAL_INSTANCE;
  bank.objects.onCreated((object: CreatedObject) => {
    const id = contactIdOfKey(object.key);
    if (object.bucket !== LOCAL_RECORDINGS.bucket || id === undefined) return;
    files.set(id, bank.clock.now());
    const created = { ...object, region, account, sequencer: "1", requestId: "1" };
    const event = JSON.stringify(s3Event(created, "bench"));
    arrive(NOTIFICATION_TAKES, () => bank.delivery.asynchronous.invoke(FUNCTION, event, "s3"));
  });
  return files;
}

function emissionsTo(bank: DemoBank, arrive: Arrive, failed: Set<string>): Emissions {
  const random = new Random(3);
  const { bucket } = LOCAL_RECORDINGS;
  return {
    flowLog: (line) => bank.putLogLine(LOCAL_FLOW_LOG, line),
    contactEvent: (event) => arrive(EVENT_TAKES, () => bank.putEvent(event)),
    contactRecord() {},
    recordings: {
      name: bucket,
      put(key, bytes) {
        if (!random.chance(MISSING_UPLOADS)) return bank.objects.put(bucket, key, bytes);
        failed.add(contactIdOfKey(key) ?? "");
        throw new RecordingUploadError("made to fail");
      },
    },
  };
}
