import { describe } from "vitest";
import type { JsonObject } from "../language/json.ts";
import { aFlow, END, invoke, itFinds, menu, play, type RuleCase } from "./a-flow.ts";

const at = "/Actions/0/Parameters";
const withParameters = (Type: string, Parameters: JsonObject) =>
  aFlow({ it: { Type, Parameters, next: "bye" }, bye: END });
const prompt = (Parameters: JsonObject) => withParameters("MessageParticipant", Parameters);
const lambda = (Parameters: JsonObject) => aFlow({ it: invoke("bye", Parameters), bye: END });
const asking = (Parameters: JsonObject) => withParameters("GetParticipantInput", Parameters);
const waiting = (Parameters: JsonObject) => withParameters("Wait", Parameters);
const attributes = (Attributes: JsonObject) =>
  withParameters("UpdateContactAttributes", { Attributes });
const stored = { StoreInput: "True", InputTimeLimitSeconds: "5" };

const parameterCases: RuleCase[] = [
  {
    what: "nothing to say",
    hit: prompt({}),
    finds: ["error", at],
    says: /one of PromptId, Text, SSML, Media is required/,
    miss: prompt({ Text: " " }),
  },
  {
    what: "two things to say",
    hit: prompt({ Text: "Hello", SSML: "<speak>Hello</speak>" }),
    finds: ["error", at],
    says: /Text and SSML exclude each other/,
    miss: prompt({ SSML: "<speak>Hello</speak>" }),
  },
  {
    what: "a misspelt parameter",
    hit: prompt({ Text: "Hello", PromtId: "x" }),
    finds: ["error", `${at}/PromtId`],
    says: /Use PromptId/,
    miss: prompt({ PromptId: "x" }),
  },
  {
    what: "the guide's key of a Wait",
    hit: waiting({ TimeoutSeconds: "5" }),
    finds: ["error", `${at}/TimeoutSeconds`],
    says: /Use TimeLimitSeconds/,
    miss: waiting({ TimeLimitSeconds: "5" }),
  },
  {
    what: "a Wait with both keys",
    hit: waiting({ TimeLimitSeconds: "5", TimeoutSeconds: "5" }),
    finds: ["error", `${at}/TimeoutSeconds`],
    says: /Use TimeLimitSeconds/,
    miss: waiting({ TimeLimitSeconds: "5" }),
  },
  {
    what: "a misspelt parameter that may be left out",
    hit: withParameters("CheckHoursOfOperation", { HoursOfOperationID: "h" }),
    finds: ["error", `${at}/HoursOfOperationID`],
    says: /Use HoursOfOperationId/,
    miss: withParameters("CheckHoursOfOperation", { HoursOfOperationId: "h" }),
  },
  {
    what: "a parameter that no document has",
    hit: withParameters("CheckHoursOfOperation", { Whatever: "h" }),
    finds: ["warning", `${at}/Whatever`],
    says: /not documented here/,
    miss: withParameters("CheckHoursOfOperation", {}),
  },
  {
    what: "a time limit past the longest",
    hit: lambda({ InvocationTimeLimitSeconds: "9" }),
    finds: ["error", `${at}/InvocationTimeLimitSeconds`],
    says: /a whole number, 1 to 8/,
    miss: lambda({ InvocationTimeLimitSeconds: "60", InvocationType: "ASYNCHRONOUS" }),
  },
  {
    what: "JSONPath where Connect takes none",
    hit: lambda({ InvocationTimeLimitSeconds: "$.Attributes.limit" }),
    finds: ["error", `${at}/InvocationTimeLimitSeconds`],
    says: /JSONPath cannot be used/,
    miss: lambda({ InvocationTimeLimitSeconds: "%limit%" }),
  },
  {
    what: "JSONPath inside what must be one JSONPath",
    hit: lambda({ LambdaFunctionARN: "arn:aws:lambda:$.AwsRegion:1:function:f" }),
    finds: ["warning", `${at}/LambdaFunctionARN`],
    says: /only as the whole value/,
    miss: lambda({ LambdaFunctionARN: "$.Attributes.function" }),
  },
  {
    what: "another service's ARN",
    hit: lambda({ LambdaFunctionARN: "arn:aws:connect:us-east-1:1:instance/i/queue/q" }),
    finds: ["warning", `${at}/LambdaFunctionARN`],
    says: /ARN of connect, expected that of a Lambda function/,
    miss: lambda({ LambdaFunctionARN: "{{lambda.arn}}" }),
  },
  {
    what: "a word Connect does not know",
    hit: lambda({ ResponseValidation: { ResponseType: "STRINGMAP" } }),
    finds: ["error", `${at}/ResponseValidation/ResponseType`],
    says: /Did you mean "STRING_MAP"/,
    miss: lambda({ ResponseValidation: { ResponseType: "JSON" } }),
  },
  {
    what: "no object where one belongs",
    hit: attributes("$.External" as unknown as JsonObject),
    finds: ["error", `${at}/Attributes`],
    says: /expected an object/,
    miss: attributes({ name: "$.External.name" }),
  },
  {
    what: "a number that is not a text",
    hit: attributes({ count: 1 }),
    finds: ["warning", `${at}/Attributes/count`],
    says: /quotation marks/,
    miss: attributes({ count: "1" }),
  },
  {
    what: "a flow attribute that is flat",
    hit: withParameters("UpdateFlowAttributes", { FlowAttributes: { count: "1" } }),
    finds: ["error", `${at}/FlowAttributes/count`],
    says: /expected an object/,
    miss: withParameters("UpdateFlowAttributes", { FlowAttributes: { count: { Value: "1" } } }),
  },
  {
    what: "input that is stored without a length",
    hit: asking(stored),
    finds: ["error", `${at}/InputValidation`],
    says: /required/,
    miss: asking({ EnableDTMFBuffer: "True" }),
  },
  {
    what: "two validations",
    hit: asking({
      ...stored,
      InputValidation: {
        CustomValidation: { MaximumLength: "4" },
        PhoneNumberValidation: { NumberFormat: "E164" },
      },
    }),
    finds: ["error", `${at}/InputValidation`],
    says: /exclude each other/,
    miss: asking({
      ...stored,
      InputValidation: { PhoneNumberValidation: { NumberFormat: "Local", CountryCode: "NZ" } },
    }),
  },
  {
    what: "an event hook that there is not",
    hit: withParameters("UpdateContactEventHooks", { EventHooks: { CustomerQueu: "x" } }),
    finds: ["error", `${at}/EventHooks/CustomerQueu`],
    says: /Did you mean CustomerQueue/,
    miss: withParameters("UpdateContactEventHooks", { EventHooks: { CustomerQueue: "x" } }),
  },
  {
    what: "a callback number that is written out",
    hit: withParameters("UpdateContactCallbackNumber", { CallbackNumber: "0211234567" }),
    finds: ["error", `${at}/CallbackNumber`],
    says: /only a JSONPath reference/,
    miss: withParameters("UpdateContactCallbackNumber", { CallbackNumber: "$.Attributes.['a b']" }),
  },
  {
    what: "seven tags",
    hit: withParameters("TagContact", {
      Tags: Object.fromEntries([..."abcdefg"].map((tag) => [tag, "1"])),
    }),
    finds: ["error", `${at}/Tags`],
    says: /at most 6/,
    miss: withParameters("TagContact", { Tags: { a: "1" } }),
  },
  {
    what: "3001 characters to say",
    hit: prompt({ Text: "a".repeat(3001) }),
    finds: ["error", `${at}/Text`],
    says: /at most 3000 characters/,
    // Tags are not billed.
    miss: prompt({ SSML: `<speak>${"<break/>".repeat(10)}${"a".repeat(2990)}</speak>` }),
  },
];

describe("what actions are given", () => {
  itFinds("parameters", parameterCases);

  itFinds("jsonpath", [
    {
      what: "a slip of the pen in a namespace",
      hit: aFlow({ it: play("bye", "Hello $.Attribute.name."), bye: END }),
      finds: ["error", `${at}/Text`],
      says: /no \$\.Attribute \(in \$\.Attribute\.name\)\. Use \$\.Attributes\./,
      miss: aFlow({ it: play("bye", "Hello $.Attributes.name."), bye: END }),
    },
    {
      what: "a slip of the pen below it",
      hit: attributes({ from: "$.CustomerEndpoint.Adress" }),
      finds: ["error", `${at}/Attributes/from`],
      says: /Use \$\.CustomerEndpoint\.Address/,
      miss: attributes({ from: "$.CustomerEndpoint.Address" }),
    },
    {
      what: "a namespace nobody has described",
      hit: attributes({ number: "$.CallbackNumber" }),
      finds: ["warning", `${at}/Attributes/number`],
      says: /no \$\.CallbackNumber.*StoredCustomerInput/,
      miss: attributes({ number: "$.StoredCustomerInput" }),
    },
    {
      what: "a missing dot",
      hit: attributes({ name: "$Attributes.name" }),
      finds: ["error", `${at}/Attributes/name`],
      says: /Write \$\.Attributes/,
      miss: attributes({ name: "that is $5.00, or $.External.price" }),
    },
    {
      what: "a condition's operand",
      hit: aFlow({
        it: { ...menu({}, "bye"), conditions: [["Equals", "$.External.a", "bye"]] },
        again: { ...menu({}, "bye"), conditions: [["Equals", "$.Externl.a", "bye"]] },
        bye: END,
      }),
      finds: ["error", "/Actions/1/Transitions/Conditions/0/Condition/Operands/0"],
      says: /Use \$\.External/,
      miss: aFlow({ it: menu({ 1: "bye" }, "bye"), bye: END }),
    },
  ]);

  itFinds("attribute-names", [
    {
      what: "a dot in a name",
      hit: attributes({ "first.name": "x" }),
      finds: ["warning", `${at}/Attributes/first.name`],
      says: /may not contain/,
      miss: attributes({ "$.External.key": "x", "first-name": "x" }),
    },
  ]);

  itFinds("api-upload", [
    {
      what: "what the designer alone takes",
      hit: withParameters("UpdateContactEventHooks", {
        EventHooks: { AgentWhisper: "x" },
        EventHooksConfiguration: {},
      }),
      finds: ["warning", `${at}/EventHooksConfiguration`],
      says: /CreateContactFlow refuses it/,
      miss: withParameters("UpdateContactEventHooks", { EventHooks: { AgentWhisper: "x" } }),
    },
    {
      what: "a tag of the system",
      hit: withParameters("TagContact", { Tags: { "aws:connect": "1" } }),
      finds: ["warning", `${at}/Tags/aws:connect`],
      says: /system's own/,
      miss: withParameters("TagContact", { Tags: { aws: "1" } }),
    },
  ]);
});
