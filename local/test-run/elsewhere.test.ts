import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { aFlow, HANG_UP, says } from "../connect/a-flow.ts";
import type { Flow } from "../connect/language/flow.ts";
import { ABank, messages } from "./a-bank.ts";
import { LOOKUP } from "./a-line.ts";
import {
  answering,
  begins,
  END_TEST,
  hears,
  is,
  logs,
  lookUpCompletes,
  mocked,
  override,
  presses,
  type Step,
} from "./a-test-case.ts";

const INSTANCE = "arn:aws:connect:eu-west-2:222222222222:instance/elsewhere";
const HOURS = `${INSTANCE}/operating-hours/h`;
const BILLING = `${INSTANCE}/queue/b-1`;

/** As somebody's own instance exports it: what it names is nowhere here. */
const DESK: Flow = {
  ...aFlow({
    hours: [
      "CheckHoursOfOperation",
      { HoursOfOperationId: HOURS },
      { "=True": "menu", "=False": "closed", NoMatchingError: "sorry" },
    ],
    menu: [
      "GetParticipantInput",
      { Text: "For billing, press 1. For Ana, press 2." },
      { "=1": "ask", "=2": "ana", NoMatchingCondition: "end", NoMatchingError: "end" },
    ],
    ask: [
      "InvokeLambdaFunction",
      { LambdaFunctionARN: LOOKUP, ResponseValidation: { ResponseType: "JSON" } },
      { next: "choose", NoMatchingError: "sorry" },
    ],
    choose: [
      "UpdateContactTargetQueue",
      { QueueId: BILLING },
      { next: "queue", NoMatchingError: "sorry" },
    ],
    ana: [
      "UpdateContactTargetQueue",
      { AgentId: `${INSTANCE}/agent/ana` },
      { next: "queue", NoMatchingError: "sorry" },
    ],
    queue: ["TransferContactToQueue", {}, { QueueAtCapacity: "sorry", NoMatchingError: "sorry" }],
    closed: says("We are closed.", "end"),
    sorry: says("Something went wrong.", "end"),
    end: HANG_UP,
  }),
  Metadata: {
    name: "Desk",
    ActionMetadata: { choose: { parameters: { QueueId: { displayName: "Billing" } } } },
  },
};

let bank: ABank;
beforeAll(async () => {
  bank = await ABank.open({ line: DESK });
});
afterAll(() => bank.close());

const atEntry = (entryPoint: object | undefined) => ({ metadata: { entryPoint } });
const voice = (parameters: object) =>
  atEntry({ Type: "VOICE_CALL", VoiceCallEntryPointParameters: parameters });

function started(ActionParameters: object, ...Actions: readonly object[]): Step {
  const Properties = { ActionType: "TransferContactToQueue", ActionParameters };
  return {
    Event: { Identifier: "e", Type: "FlowActionStarted", Actor: "System", Properties },
    Actions,
  };
}

const OPEN = override(
  { Type: "SubstituteResource", SubstituteArn: `${INSTANCE}/operating-hours/always` },
  "CheckHoursOfOperation",
  { HoursOfOperationId: HOURS },
);
const TIER = override(answering({ customer: { tier: "gold" } }));
const TO_BILLING = [begins(OPEN, TIER), hears("for billing", presses(1))];

describe("a test of a flow of another instance", () => {
  it("finds the hours and queues that it names, by name, and a substitute", async () => {
    const result = await bank.run([
      ...TO_BILLING,
      lookUpCompletes(is("$.External.customer.tier", "gold")),
      started({ QueueId: BILLING }, is("$.Queue.Name", "Billing"), END_TEST),
    ]);
    expect(messages(result)).toEqual([]);
    expect(result.uploadSafety.safe).toBe(true);
  });

  it("finds the flow by the ARN that it has there, or by the test's directory", async () => {
    const said = [begins(OPEN), hears("for billing", END_TEST)];
    const FlowId = `${INSTANCE}/contact-flow/line`;
    const errors = [{ flow: "line", action: "menu", error: "NoMatchingError" }];
    for (const where of [voice({ FlowId }), voice({}), atEntry(undefined)]) {
      expect(messages(await bank.run(said, where))).toEqual([]);
    }
    // What is said of a flow by the name of its file holds there, too.
    const failing = await bank.run([begins(OPEN)], { ...voice({ FlowId }), sidecar: { errors } });
    expect(messages(failing)).toEqual([]);
  });

  it("resolves a result within a result with parity, too", async () => {
    const observed = lookUpCompletes(is("$.External.customer.tier", "gold"), END_TEST);
    expect(messages(await bank.run([...TO_BILLING, observed], { parity: true }))).toEqual([]);
  });

  it("tells one agent's queue from another's, and from any", async () => {
    const to = (agent: string) => [
      begins(OPEN),
      hears("for billing", presses(2)),
      started({ AgentId: `${INSTANCE}/agent/${agent}` }, END_TEST),
    ];
    expect(messages(await bank.run(to("ana")))).toEqual([]);
    const other = await bank.run(to("bo"));
    expect(messages(other)[0]).toBe('"o3": TransferContactToQueue of bo did not start');
    expect(JSON.stringify(other.records)).toContain("agent/bo");
  });

  it("knows of the contact at its very beginning", async () => {
    const result = await bank.run([
      begins(
        is("$.Channel", "VOICE"),
        logs({ from: "$.CustomerEndpoint.Address", input: "$.StoredCustomerInput" }),
        END_TEST,
      ),
    ]);
    expect(messages(result)).toEqual([]);
    expect(result.logged).toEqual([{ from: "+6421555010", input: "" }]);
  });

  it("keeps records in the shapes of the language: hours by Value, a lone key as a number", async () => {
    const hours = override(mocked({ Value: "InHours" }), "CheckHoursOfOperation", {
      HoursOfOperationId: HOURS,
    });
    const result = await bank.run([begins(hours), hears("for billing", presses(1))]);
    const records = result.records.map(({ Record }) => Record).join("\n");
    expect(records).toContain('"ExecutionResult":{"DelaySeconds":0,"Value":"InHours"}');
    expect(records).toContain('"Properties":{"Value":1}');
  });
});
