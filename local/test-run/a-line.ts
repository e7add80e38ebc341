import { aFlow, type Block, HANG_UP, says } from "../connect/a-flow.ts";
import type { Flow } from "../connect/language/flow.ts";

// biome-ignore lint/suspicious/noTemplateCurlyInString: a placeholder of flows and tests.
export const SERVICE_QUEUE = "${ServiceQueueArn}";

// biome-ignore lint/suspicious/noTemplateCurlyInString: a placeholder of flows and tests.
export const LINE = "${LineFlowArn}";

/** A function that no bank has: it must be mocked. */
export const LOOKUP = "arn:aws:lambda:us-east-1:000000000000:function:lookup";

const lookUp = (next: string, error: string): Block => [
  "InvokeLambdaFunction",
  { LambdaFunctionARN: LOOKUP, LambdaInvocationAttributes: { who: "$.CustomerEndpoint.Address" } },
  { next, NoMatchingError: error },
];

/** 1 looks something up, twice; 2 puts through to the queue; silence ends the call. */
export const LINE_FLOW: Flow = aFlow({
  welcome: says("Welcome to the line.", "menu"),
  menu: [
    "GetParticipantInput",
    { Text: "For your balance, press 1. For someone, press 2.", StoreInput: "False" },
    {
      "=1": "ask",
      "=2": "choose",
      InputTimeLimitExceeded: "silence",
      NoMatchingCondition: "bye",
      NoMatchingError: "bye",
    },
  ],
  silence: says("You said nothing.", "bye"),
  ask: lookUp("first", "sorry"),
  first: says("It is $.External.amount dollars.", "again"),
  again: lookUp("second", "sorry"),
  second: says("Now it is $.External.amount dollars.", "bye"),
  sorry: says("Sorry, we cannot look it up.", "bye"),
  choose: [
    "UpdateContactTargetQueue",
    { QueueId: SERVICE_QUEUE },
    { next: "queue", NoMatchingError: "bye" },
  ],
  queue: ["TransferContactToQueue", {}, { QueueAtCapacity: "full", NoMatchingError: "bye" }],
  full: says("Too many people are waiting.", "bye"),
  bye: says("Goodbye.", "end"),
  end: HANG_UP,
});
