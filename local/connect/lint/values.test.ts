import { describe } from "vitest";
import type { JsonObject } from "../language/json.ts";
import { aFlow, END, invoke, itFinds, menu, type RuleCase } from "./a-flow.ts";

const at = "/Actions/0/Parameters";
const withParameters = (Type: string, Parameters: JsonObject) =>
  aFlow({ it: { Type, Parameters, next: "bye" }, bye: END });
const storing = (Parameters: JsonObject) =>
  withParameters("GetParticipantInput", {
    StoreInput: "True",
    InputTimeLimitSeconds: "5",
    ...Parameters,
  });
const custom = (MaximumLength = "4") => ({
  InputValidation: { CustomValidation: { MaximumLength } },
});
const telephone = (PhoneNumberValidation: JsonObject) => ({
  InputValidation: { PhoneNumberValidation },
});
const InputEncryption = { EncryptionKeyId: "k", Key: "-----BEGIN CERTIFICATE-----" };
const hooks = (EventHooks: JsonObject, more: JsonObject = {}) =>
  withParameters("UpdateContactEventHooks", { EventHooks, ...more });
const arn = (kind: string) => `arn:aws:connect:us-east-1:1:instance/i/${kind}/x`;
const terminator = (InputTerminationSequence: string) =>
  storing({ ...custom(), DTMFConfiguration: { InputTerminationSequence } });

const values: RuleCase[] = [
  {
    what: "a phone number that is encrypted",
    hit: storing({ ...telephone({ NumberFormat: "E164" }), InputEncryption }),
    finds: ["error", `${at}/InputEncryption`],
    says: /CustomValidation/,
    miss: storing({ ...custom(), InputEncryption }),
  },
  {
    what: "a local number of no country",
    hit: storing(telephone({ NumberFormat: "Local" })),
    finds: ["error", `${at}/InputValidation/PhoneNumberValidation/CountryCode`],
    says: /required/,
    miss: storing(telephone({ NumberFormat: "E164" })),
  },
  {
    what: "letters that end an entry",
    hit: terminator("abc"),
    finds: ["error", `${at}/DTMFConfiguration/InputTerminationSequence`],
    says: /1 to 5 of 0-9/,
    miss: terminator("**"),
  },
  {
    what: "six keys that end an entry",
    hit: terminator("######"),
    finds: ["error", `${at}/DTMFConfiguration/InputTerminationSequence`],
    says: /1 to 5 of 0-9/,
    miss: terminator("#####"),
  },
  {
    what: "half a key",
    hit: storing(custom("2.5")),
    finds: ["error", `${at}/InputValidation/CustomValidation/MaximumLength`],
    says: /a whole number/,
    miss: storing(custom("2")),
  },
  {
    what: "half a round",
    hit: withParameters("Loop", { LoopCount: "2.5" }),
    finds: ["error", `${at}/LoopCount`],
    says: /a whole number, 0 to 100/,
    miss: withParameters("Loop", { LoopCount: "$.Attributes.rounds" }),
  },
  {
    what: "no event hook",
    hit: hooks({}),
    finds: ["error", `${at}/EventHooks`],
    says: /nothing in it/,
    miss: hooks({}, { EventHooksConfiguration: {} }),
  },
  {
    what: "two event hooks",
    hit: hooks({ CustomerQueue: "a", AgentWhisper: "b" }),
    finds: ["error", `${at}/EventHooks`],
    says: /at most 1/,
    miss: hooks({ CustomerQueue: "a" }),
  },
  {
    what: "a flow where a queue belongs",
    hit: withParameters("UpdateContactTargetQueue", { QueueId: arn("contact-flow") }),
    finds: ["error", `${at}/QueueId`],
    says: /ARN of a flow, expected that of a queue/,
    miss: withParameters("UpdateContactTargetQueue", { QueueId: arn("queue") }),
  },
  {
    what: "a queue where a flow belongs",
    hit: withParameters("TransferToFlow", { ContactFlowId: arn("queue") }),
    finds: ["error", `${at}/ContactFlowId`],
    says: /ARN of a queue, expected that of a flow/,
    miss: withParameters("TransferToFlow", { ContactFlowId: arn("contact-flow") }),
  },
  {
    what: "an empty prompt",
    hit: withParameters("MessageParticipant", { Text: "" }),
    finds: ["warning", `${at}/Text`],
    says: /empty/,
    // A menu without words only waits.
    miss: withParameters("GetParticipantInput", { Text: "", InputTimeLimitSeconds: "5" }),
  },
  {
    what: "a question that sets the buffer of keys",
    hit: aFlow({
      it: {
        ...menu({ 1: "bye" }, "bye"),
        Parameters: { Text: "Press 1", EnableDTMFBuffer: "True", InputTimeLimitSeconds: "5" },
      },
      bye: END,
    }),
    finds: ["warning", `${at}/EnableDTMFBuffer`],
    says: /not documented here/,
    miss: withParameters("GetParticipantInput", {
      EnableDTMFBuffer: "False",
      StoreInput: "True",
      InputEncryption,
    }),
  },
];

const comparing = (Type: string, ...conditions: readonly (readonly [string, string])[]) =>
  aFlow({
    it: {
      Type,
      ...(Type === "Compare" && { Parameters: { ComparisonValue: "$.Attributes.a" } }),
      errors: { NoMatchingCondition: "bye" },
      conditions: conditions.map(([operator, operand]) => [operator, operand, "bye"]),
    },
    bye: END,
  });
const condition = (index: number) => `/Actions/0/Transitions/Conditions/${index}/Condition`;

const Lambda = "arn:aws:lambda:us-east-1:111122223333:function:balance";
const asked = (
  attributes: JsonObject,
  poll: JsonObject = { execution_id: "$.External.execution_id" },
) =>
  aFlow({
    menu: menu({ 1: "start" }, "bye"),
    start: invoke("poll", { LambdaFunctionARN: Lambda, LambdaInvocationAttributes: attributes }),
    poll: invoke("menu", {
      LambdaFunctionARN: Lambda,
      LambdaInvocationAttributes: { ...poll, request_id: "$.FlowAttributes.request" },
    }),
    bye: END,
  });

describe("values", () => {
  itFinds("parameters", values);

  itFinds("conditions", [
    {
      what: "a word that a number is held against",
      hit: comparing("Compare", ["NumberGreaterThan", "abc"]),
      finds: ["error", `${condition(0)}/Operands`],
      says: /compares numbers/,
      miss: comparing("Compare", ["NumberGreaterThan", "$.Attributes.b"], ["Equals", "abc"]),
    },
    {
      what: "199 of 100",
      hit: comparing("DistributeByPercentage", ["NumberLessThan", "200"]),
      finds: ["error", `${condition(0)}/Operands`],
      says: /1 to 101/,
      miss: comparing("DistributeByPercentage", ["NumberLessThan", "101"]),
    },
    {
      what: "percentages that go down",
      hit: comparing("DistributeByPercentage", ["NumberLessThan", "51"], ["NumberLessThan", "11"]),
      finds: ["warning", condition(1)],
      says: /never taken/,
      miss: comparing("DistributeByPercentage", ["NumberLessThan", "11"], ["NumberLessThan", "51"]),
    },
  ]);

  itFinds("limits", [
    {
      what: "more attributes than a contact has room for",
      hit: withParameters("UpdateContactAttributes", { Attributes: { a: "x".repeat(33_000) } }),
      finds: ["error", `${at}/Attributes`],
      says: /32 KB/,
      miss: withParameters("UpdateContactAttributes", { Attributes: { a: "x".repeat(32_000) } }),
    },
  ]);

  itFinds("async-start", [
    {
      what: "the bounds of the count alone, in a loop",
      hit: asked({ account: "1", count_max: "5", count_comfort: "2" }, {}),
      finds: ["error", "/Actions/1/Parameters/LambdaInvocationAttributes"],
      says: /no request_id/,
      miss: asked({ count_max: "5", request_id: "$.FlowAttributes.request" }, {}),
    },
    {
      what: "data alone, in a loop, for a function that is polled",
      hit: asked({ account: "1" }),
      finds: ["error", "/Actions/1/Parameters/LambdaInvocationAttributes"],
      says: /no request_id/,
      miss: asked({ account: "1" }, {}),
    },
  ]);

  itFinds("unknown-type", [
    {
      what: "an action that there is not",
      hit: withParameters("ConnectParticipantWithAgentic", {}),
      finds: ["error", "/Actions/0/Type"],
      says: /not an action type/,
      miss: withParameters("ConnectParticipantWithAgenticCX", { AgentConfiguration: {} }),
    },
  ]);
});
