/**
 * What may follow a name in a reference: nothing; any name; names that are known; or anything, where
 * no document lists them.
 */
export type Members = "none" | "any" | readonly string[] | { readonly [name: string]: Members };

const ENDPOINT = ["Address", "Type"];
const QUEUE = {
  Name: "none",
  ARN: "none",
  OutboundCallerId: ["Address", "Type"],
} as const;

/**
 * The namespaces of JSONPath references.
 * https://docs.aws.amazon.com/connect/latest/adminguide/connect-attrib-list.html; AwsRegion is known
 * from exports alone.
 */
export const REFERENCE_ROOTS: { readonly [name: string]: Members } = {
  Agent: "any",
  Attributes: "any",
  AwsRegion: "none",
  Case: "any",
  Channel: "none",
  ContactId: "none",
  Customer: "any",
  CustomerEndpoint: ENDPOINT,
  CustomerId: "none",
  Description: "none",
  External: "any",
  FlowAttributes: "any",
  InitialContactId: "none",
  InitiationMethod: "none",
  InstanceARN: "none",
  LambdaInvocation: ["InvocationId"],
  LanguageCode: "none",
  Lex: "any",
  Media: "any",
  MediaStreams: "any",
  Metrics: {
    Queue: "any",
    Agents: "any",
    Contact: "any",
  },
  Name: "none",
  PreviousContactId: "none",
  Queue: QUEUE,
  References: "any",
  SegmentAttributes: "any",
  StoredCustomerInput: "none",
  SystemEndpoint: ENDPOINT,
  Tags: "any",
  Task: ["ContactId"],
  TextToSpeechVoiceId: "none",
  Views: "any",
  Wisdom: ["SessionArn"],
};

/** Names that flows carry for references and that are none, with what was probably meant. */
export const REFERENCES_MEANT: Readonly<Record<string, string>> = {
  CallbackNumber: "an attribute into which the flow has copied $.StoredCustomerInput",
  CustomerCallBackPhoneNumber: "an attribute into which the flow has copied $.StoredCustomerInput",
  CustomerInput: "$.StoredCustomerInput",
  ContactAttributes: "$.Attributes",
  CustomerNumber: "$.CustomerEndpoint.Address",
  PhoneNumber: "$.CustomerEndpoint.Address",
  DialedNumber: "$.SystemEndpoint.Address",
  QueueName: "$.Queue.Name",
  QueueARN: "$.Queue.ARN",
  Lambda: "$.External",
  LambdaResult: "$.External",
};
