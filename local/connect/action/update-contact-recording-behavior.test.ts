import { describe, expect, it } from "vitest";
import { contactIdOfKey } from "../../../src/connect/recording-key.ts";
import { Random } from "../../random.ts";
import { Centre } from "../a-centre.ts";
import { type Block, queues } from "../a-flow.ts";
import { unreliable } from "../emissions/unreliable-emissions.ts";
import type { JsonObject } from "../language/json.ts";

const BOTH: JsonObject = { RecordedParticipants: ["Agent", "Customer"] };

const older = (RecordingBehavior: JsonObject, next = "choose"): Block => [
  "UpdateContactRecordingBehavior",
  { RecordingBehavior, AnalyticsBehavior: { Enabled: "True", AnalyticsLanguage: "en-NZ" } },
  { next },
];
const newer = (parameters: JsonObject): Block => [
  "UpdateContactRecordingAndAnalyticsBehavior",
  parameters,
  { next: "choose", NoMatchingError: "choose", ChannelMismatch: "end" },
];
const log: Block = [
  "UpdateFlowLoggingBehavior",
  { FlowLoggingBehavior: "Enabled" },
  { next: "set" },
];

async function recorded(blocks: Record<string, Block>, centre = new Centre(), agents = true) {
  centre.simulator.resources.addQueue("general");
  if (agents) centre.simulator.addAgent({ username: "ana", queues: ["general"] });
  const caller = agents ? {} : { moved: (_: unknown, line: { hangUp(): void }) => line.hangUp() };
  const result = await centre.run(queues("general", { log, ...blocks }), caller);
  const lines = centre.emissions.flowLogs.filter(
    ({ ContactFlowModuleType }) => ContactFlowModuleType === "SetRecordingBehavior",
  );
  return { centre, result, lines, keys: [...centre.emissions.recorded.keys()] };
}

describe("recording", () => {
  it.each([
    ["the older block", { set: older(BOTH) }],
    ["the current block", { set: newer({ VoiceBehavior: { VoiceRecordingBehavior: BOTH } }) }],
  ])("of the agent's conversation is put where Connect puts it, with %s", async (_, blocks) => {
    const { centre, result, keys } = await recorded(blocks);
    const id = result.contacts[0]?.contactId ?? "";
    expect(keys).toEqual([
      `connect/demo-bank/CallRecordings/2026/01/05/${id}_20260105T08:00_UTC.wav`,
    ]);
    const location = `amazon-connect-recordings/${keys[0]}`;
    expect(centre.emissions.records).toHaveLength(1);
    expect(centre.emissions.records[0]).toMatchObject({
      Recording: { Location: location, Status: "AVAILABLE", Type: "AUDIO" },
      Recordings: [
        { Location: location, ParticipantType: null, StorageType: "S3", MediaStreamType: "AUDIO" },
      ],
    });
    expect(centre.simulator.describeContact(id)?.Recordings).toMatchObject([
      { Location: location },
    ]);
    const bytes = Buffer.from(centre.emissions.recorded.get(keys[0] ?? "") ?? []);
    expect(bytes.subarray(0, 4).toString()).toBe("RIFF");
    expect(bytes.readUInt32LE(4)).toBe(bytes.length - 8);
  });

  it("is in the flow log as the sample of a real instance has it", async () => {
    const { lines } = await recorded({ set: older(BOTH) });
    expect(lines).toMatchObject([
      {
        Identifier: "set",
        Parameters: {
          RecordingBehaviorOption: "Enable",
          RecordingParticipantOption: "All",
          AnalyticsBehaviorOption: "Enable",
          AnalyticsLanguageLocaleCode: "en-NZ",
        },
      },
    ]);
  });

  it("is in the flow log with a time by which the block that ran last is told", async () => {
    const off = older({ RecordedParticipants: [] });
    const { lines } = await recorded({ set: older(BOTH, "off"), off });
    const told = lines.map(({ Identifier, Timestamp }) => [Identifier, Timestamp]);
    expect(told).toEqual([
      ["set", "2026-01-05T08:00:00.010Z"],
      ["off", "2026-01-05T08:00:00.020Z"],
    ]);
  });

  it.each([
    ["nobody is to be recorded", { set: older({ RecordedParticipants: [] }) }, true],
    [
      "the last block switches it off",
      { set: older(BOTH, "off"), off: older({ RecordedParticipants: [] }) },
      true,
    ],
    ["no agent is connected", { set: older(BOTH) }, false],
  ])("is not there where %s", async (_, blocks, agents) => {
    const { centre, keys } = await recorded(blocks, new Centre(), agents);
    expect(keys).toEqual([]);
    expect(centre.emissions.records[0]).toMatchObject({ Recording: null, Recordings: null });
  });

  it("of the IVR lies apart and is no recording of the agent's conversation", async () => {
    const { centre, keys } = await recorded({
      set: older({ RecordedParticipants: [], IVRRecordingBehavior: "Enabled" }),
    });
    expect(keys[0]).toMatch(/^connect\/demo-bank\/CallRecordings\/ivr\/2026\/01\/05\//);
    expect(contactIdOfKey(keys[0] ?? "")).toBeUndefined();
    expect(centre.emissions.records[0]).toMatchObject({
      Recording: null,
      Recordings: [{ ParticipantType: "IVR" }],
    });
  });

  it("of a chat is a mismatch", async () => {
    const { result } = await recorded({ set: newer({ ChatBehavior: {} }) });
    expect(result.trace.path.find(({ identifier }) => identifier === "set")?.branch).toBe(
      "ChannelMismatch",
    );
  });

  it("that failed to upload is in no record", async () => {
    const centre = new Centre({
      through: (to, clock) =>
        unreliable(to, { clock, random: new Random(1), recordings: { loss: 1 } }),
    });
    const { keys } = await recorded({ set: older(BOTH) }, centre);
    expect(keys).toEqual([]);
    expect(centre.emissions.records[0]).toMatchObject({ Recording: null });
  });

  it("that comes late makes the record come again", async () => {
    const centre = new Centre({
      through: (to, clock) =>
        unreliable(to, { clock, random: new Random(1), recordings: { delay: [600, 900] } }),
    });
    await recorded({ set: older(BOTH) }, centre);
    const { records } = centre.emissions;
    expect(records.map(({ Recording }) => Recording === null)).toEqual([true, false]);
    expect(
      String(records[1]?.["LastUpdateTimestamp"]) > String(records[0]?.["LastUpdateTimestamp"]),
    ).toBe(true);
  });
});
