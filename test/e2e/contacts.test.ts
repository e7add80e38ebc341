import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ConnectApi } from "../../local/aws/connect/connect-api.ts";
import { ContactDirectory } from "../../local/bank-line/contact-directory.ts";
import { LocalClock } from "../../local/clock/clock.ts";
import { queues } from "../../local/connect/a-flow.ts";
import { type Emissions, RecordingUploadError } from "../../local/connect/emissions/emissions.ts";
import { ContactSimulator } from "../../local/connect/simulator/contact-simulator.ts";
import { type DemoBank, openDemoBank } from "../../local/demo-bank.ts";
import { FATES } from "../../local/export-platform/fates.ts";
import { LOCAL_FLOW_LOG, LOCAL_INSTANCE, LOCAL_RECORDINGS } from "../../local/instance.ts";
import { contactIdOfKey, recordingKey } from "../../src/connect/recording-key.ts";
import { showContact } from "../../src/recordings/show.ts";
import type { ContactRow } from "../../src/recordings/table.ts";
import { linekeeperIn, linekeeperOn } from "../linekeeper-command.ts";

const MINUTE = 60_000;

const RECORDING = "UpdateContactRecordingBehavior";
const recorded = (...RecordedParticipants: string[]) => ({
  RecordingBehavior: { RecordedParticipants },
});

/** A line whose calls are recorded, and which puts everybody into a queue. */
const RECORDED_LINE = queues("general", {
  log: ["UpdateFlowLoggingBehavior", { FlowLoggingBehavior: "Enabled" }, { next: "record" }],
  record: [RECORDING, recorded("Agent", "Customer"), { next: "choose" }],
});

/** One on which recording is switched on, and off again. */
const UNRECORDED_LINE = queues("general", {
  log: ["UpdateFlowLoggingBehavior", { FlowLoggingBehavior: "Enabled" }, { next: "record" }],
  record: [RECORDING, recorded("Agent", "Customer"), { next: "off" }],
  off: [RECORDING, recorded(), { next: "choose" }],
});

describe("a call and its recording, through the stack from the template", {
  timeout: 120_000,
}, () => {
  let bank: DemoBank;
  let api: ConnectApi;
  let simulator: ContactSimulator;
  /** Whether Connect's upload of recordings works. */
  let uploads = true;

  beforeAll(async () => {
    // What is paced goes on from where it is, if that is not past.
    const startAt = Date.UTC(2100, 0, 4, 8);
    const clock = new LocalClock(startAt);
    const contacts = new ContactDirectory();
    const instanceId = LOCAL_INSTANCE.arn.split("/").at(-1) ?? "";
    api = new ConnectApi({ clock, contacts, instanceId });
    const options = {
      port: 0,
      startAt,
      clock,
      endpoints: {},
      connect: api.handle,
    };
    bank = await openDemoBank(options);
    simulator = new ContactSimulator({
      clock,
      seed: 1,
      instance: LOCAL_INSTANCE,
      invoke: bank.invoke,
      emissions: emissionsTo(bank, () => uploads),
    });
    contacts.add(simulator);
    simulator.resources.addQueue("general");
    simulator.resources.addFlow("line", RECORDED_LINE);
    simulator.resources.addFlow("unrecorded", UNRECORDED_LINE);
    simulator.addAgent({ username: "ana", queues: ["general"] });
  }, 60_000);
  afterAll(() => bank?.close());

  /** One call, with an agent for a minute. */
  async function called(flow = "line"): Promise<string> {
    const call = simulator.call({ from: "+6421555010", flow, caller: {} });
    const { contacts } = await bank.clock.drive(async () => {
      const result = await call.ended();
      await simulator.settled();
      return result;
    });
    return contacts[0]?.contactId ?? "";
  }

  function row(contactId: string): Promise<ContactRow | undefined> {
    const ledger = { client: bank.dynamodb, table: "ContactTable", clock: bank.clock };
    return showContact(ledger, contactId);
  }

  it("has its verdict from events alone: Connect is not asked", async () => {
    const contactId = await called();
    await bank.clock.settle();
    expect(await row(contactId)).toMatchObject({
      state: "COMPLETED - AGENT",
      verdict: "CALL_RECORDED_SUCCESS",
      nextCheckAt: undefined,
      recordingLocation: expect.stringContaining(`/${contactId}_`),
    });
    await bank.clock.advance(30 * MINUTE);
    expect(api.calls.DescribeContact).toBe(0);
    expect(bank.executionsStarted("linekeeper-recordings")).toBeGreaterThanOrEqual(6);
    expect(bank.delivery.problems).toEqual([]);
  });

  it("is asked for when it is missing, and the file that comes back turns the verdict", async () => {
    uploads = false;
    const contactId = await called();
    await passesUntil(contactId, "CALL_RECORDED_FAILURE", 25);
    expect(bank.executionsStarted("linekeeper-reconciliation")).toBe(1);
    await passesUntil(contactId, "CALL_RECORDED_SUCCESS", 40);
    const { recordingLocation = "" } = (await row(contactId)) ?? {};
    const { bucket } = LOCAL_RECORDINGS;
    expect(bank.objects.list(bucket).map(({ key }) => `${bucket}/${key}`)).toContain(
      recordingLocation,
    );
    // It is no recording of Connect's: the platform had it.
    const described = simulator.describeContact(contactId);
    expect(described?.Recordings).toBeUndefined();
  });

  it("is closed without a verdict where the flow switched recording off", async () => {
    const asked = bank.executionsStarted("linekeeper-reconciliation");
    const contactId = await called("unrecorded");
    await bank.clock.advance(40 * MINUTE);
    expect(await row(contactId)).toMatchObject({
      state: "COMPLETED - AGENT",
      verdict: undefined,
      closedReason: "RECORDING_DISABLED",
      nextCheckAt: undefined,
    });
    expect(bank.executionsStarted("linekeeper-reconciliation")).toBe(asked);
  });

  describe("at the command line", () => {
    let missing: string;
    beforeAll(async () => {
      uploads = false;
      missing = await called();
      bank.exportPlatform.script(missing, FATES["export-fails"]);
      await passesUntil(missing, "CALL_RECORDED_FAILURE", 25);
      // The end of its reconciliation, in vain.
      await bank.clock.advance(10 * MINUTE);
      bank.clock.pace();
    }, 60_000);
    const at = () => ["--endpoint", bank.url];
    const linekeeper = (...args: string[]) => linekeeperOn(bank.clock, ...args);

    it("list shows what has something left to check, or a verdict", async () => {
      const [open, recorded, none] = await Promise.all([
        linekeeper("contacts", "list", "--json", ...at()),
        linekeeper("contacts", "list", "--verdict", "call-recorded-success", ...at()),
        linekeeper("contacts", "list", "--state", "INITIALISED", ...at()),
      ]);
      expect(JSON.parse(open.stdout)).toMatchObject({
        contacts: [
          {
            ContactId: missing,
            State: "COMPLETED - AGENT",
            RecordedState: "CALL_RECORDED_FAILURE",
          },
        ],
      });
      expect(recorded.stdout.match(/CALL_RECORDED_SUCCESS/g)).toHaveLength(2);
      for (const line of recorded.stdout.split("\n")) expect(line.length).toBeLessThanOrEqual(80);
      expect(recorded.stdout).not.toContain(missing);
      expect([none.status, none.stdout]).toEqual([0, "No contact, in this state or in any.\n"]);
    });

    it("show tells a contact's story", async () => {
      const [{ stdout }, nobody] = await Promise.all([
        linekeeper("contacts", "show", missing, ...at()),
        linekeeper("contacts", "show", "nobody", ...at()),
      ]);
      const order = [
        "CALL_RECORDED_FAILURE",
        "contact initiated, INBOUND",
        "recording switched on",
        "connected to agent",
        "disconnected",
        "next check, in",
        "ConnectedToAgentTimestamp",
      ].map((text) => stdout.indexOf(text));
      expect(order).toEqual([...order].sort((a, b) => a - b));
      expect(order).not.toContain(-1);
      expect(stdout).not.toContain("21555010");
      expect([nobody.status, nobody.stdout]).toEqual([1, "The ledger does not know nobody.\n"]);
    });

    it("verify looks now, and says by its exit code whether there is a recording", async () => {
      const inVain = await linekeeper("contacts", "verify", missing, ...at());
      expect(inVain.status).toBe(1);
      expect(inVain.stdout).toContain("CALL_RECORDED_FAILURE");
      bank.delivery.faults.bus.set({ drop: 1 });
      const { connectedToAgentAt = 0 } = (await row(missing)) ?? {};
      const { bucket, prefix } = LOCAL_RECORDINGS;
      await bank.objects.put(bucket, recordingKey(prefix, missing, connectedToAgentAt), "RIFF");
      const found = await linekeeper("contacts", "verify", missing, "--json", ...at());
      expect(found.status).toBe(0);
      expect(JSON.parse(found.stdout)).toMatchObject({
        contact: { ContactId: missing, RecordedState: "CALL_RECORDED_SUCCESS" },
      });
      expect((await row(missing))?.verdict).toBe("CALL_RECORDED_SUCCESS");
    });

    it("refuses what it does not know, and says what there is", async () => {
      const [state, aws] = await Promise.all([
        linekeeper("contacts", "list", "--state", "done", ...at()),
        linekeeperIn({ AWS_REGION: "us-east-1" }, "contacts", "verify", missing, "--aws"),
      ]);
      expect([state.status, state.stderr]).toEqual([2, expect.stringContaining("initialised")]);
      expect([aws.status, aws.stderr]).toEqual([2, expect.stringContaining("--instance")]);
    });

    it.each([
      ["verify", "some", "--instance", "theirs", "--instance must be a Connect instance's ARN"],
      ["verify", "some", "--prefix", "/", "--prefix must be more than slashes"],
      ["show", "", "--json", "--json", "It must be a contact's id"],
    ])("refuses %s %j %s %s, in words of the command line", async (...given) => {
      const [command, id, option, value, told] = given;
      const refused = await linekeeper("contacts", command, id, option, value, ...at());
      expect([refused.status, refused.stderr]).toEqual([2, expect.stringContaining(told)]);
      expect(refused.stderr).not.toMatch(/Environment variable|deploy/);
    });
  });

  /** Lets minutes pass, until a contact has a verdict. */
  async function passesUntil(contactId: string, verdict: string, most: number): Promise<void> {
    for (let minute = 0; minute < most; minute += 1) {
      await bank.clock.advance(MINUTE);
      if ((await row(contactId))?.verdict === verdict) return;
    }
    expect.fail(`no ${verdict} within ${most} minutes`);
  }
});

function emissionsTo(bank: DemoBank, uploads: () => boolean): Emissions {
  const { bucket } = LOCAL_RECORDINGS;
  return {
    flowLog: (line) => bank.putLogLine(LOCAL_FLOW_LOG, line),
    contactEvent: (event) => bank.putEvent(event),
    contactRecord: (record, contactId) => bank.putContactRecord(record, contactId),
    recordings: {
      name: bucket,
      put(key, bytes) {
        if (!uploads()) throw new RecordingUploadError(`${contactIdOfKey(key)} was not uploaded`);
        return bank.objects.put(bucket, key, bytes);
      },
    },
  };
}
