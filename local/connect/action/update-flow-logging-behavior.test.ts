import { expect, it } from "vitest";
import { Centre, INSTANCE } from "../a-centre.ts";
import { aFlow, type Block, HANG_UP, queues, says } from "../a-flow.ts";
import { scriptedCaller } from "../caller/scripted-caller.ts";

const log = (FlowLoggingBehavior: string, next: string): Block => [
  "UpdateFlowLoggingBehavior",
  { FlowLoggingBehavior },
  { next },
];

const FLOW = aFlow({
  before: says("Before.", "on"),
  on: log("Enabled", "say"),
  say: says("Now.", "menu"),
  menu: [
    "GetParticipantInput",
    { Text: "Press 1.", InputTimeLimitSeconds: "5" },
    {
      "=1": "off",
      InputTimeLimitExceeded: "off",
      NoMatchingCondition: "off",
      NoMatchingError: "off",
    },
  ],
  off: log("Disabled", "after"),
  after: says("After.", "end"),
  end: HANG_UP,
});

it("lines are written while it is on, in the shape and under the names of real ones", async () => {
  const centre = new Centre();
  const { contacts } = await centre.run(FLOW, scriptedCaller("1", centre.clock));
  const common = {
    ContactId: contacts[0]?.contactId,
    ContactFlowId: `${INSTANCE.arn}/contact-flow/main`,
    ContactFlowName: "main",
  };
  const line = (
    ContactFlowModuleType: string,
    Identifier: string,
    at: string,
    content: object,
  ) => ({
    ...common,
    ContactFlowModuleType,
    Identifier,
    Timestamp: `2026-01-05T08:00:${at}Z`,
    ...content,
  });
  expect(centre.emissions.flowLogs).toEqual([
    line("SetLoggingBehavior", "on", "00.400", { Parameters: { LoggingBehavior: "Enable" } }),
    line("PlayPrompt", "say", "00.410", {
      Parameters: { Text: "Now.", TextToSpeechType: "text", Voice: "Joanna" },
    }),
    line("GetUserInput", "menu", "00.800", {
      Parameters: {
        MaxDigits: "1",
        Text: "Press 1.",
        TextToSpeechType: "text",
        Voice: "Joanna",
        Timeout: "5000",
      },
    }),
    line("GetUserInput", "menu", "01.600", { Results: "1" }),
  ]);
});

it("has no result line of a block in which the caller hung up", async () => {
  const centre = new Centre();
  await centre.run(FLOW, scriptedCaller("hangup", centre.clock));
  expect(centre.emissions.flowLogs.at(-1)).toMatchObject({ Identifier: "menu", Parameters: {} });
});

it("goes over to a callback, and to a contact that is transferred", async () => {
  const centre = new Centre();
  centre.simulator.resources.addQueue("general");
  centre.simulator.addAgent({ username: "ana", queues: ["general"] });
  centre.simulator.addPhone("+6421555010", { rings: () => ({ answersAfterSeconds: 1 }) });
  await centre.run(
    queues("general", {
      on: log("Enabled", "first"),
      first: [
        "UpdateContactTargetQueue",
        { QueueId: "general" },
        { next: "create", NoMatchingError: "end" },
      ],
      create: [
        "CreateCallbackContact",
        { InitialCallDelaySeconds: "5", MaximumConnectionAttempts: "1", RetryDelaySeconds: "5" },
        { next: "choose", NoMatchingError: "end" },
      ],
    }),
  );
  const callback = centre.simulator.callbacks[0]?.contact.contactId;
  expect(
    centre.emissions.flowLogs
      .filter(({ ContactId }) => ContactId === callback)
      .map(({ ContactFlowName }) => ContactFlowName),
  ).toEqual(["Default agent whisper", "Default outbound"]);
});
