import type { JsonObject } from "../language/json.ts";

/** Versions of the language: the current one, and the one that older pages of AWS print. */
export const TEST_VERSION = "2019-10-30";
export const OLD_TEST_VERSION = "2025-06-21";

/**
 * A test in the Amazon Connect Testing Language, read and settled: what dialects spell differently
 * is one thing here.
 * https://docs.aws.amazon.com/connect/latest/devguide/testing-language.html
 */
export interface TestCase {
  readonly name: string | undefined;
  readonly entryPoint: EntryPoint | undefined;
  /** Contact attributes that the contact begins with. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly observations: readonly Observation[];
}

/** Where the test's contact comes in. The console keeps it in `Metadata`, the API beside the content. */
export interface EntryPoint {
  readonly type: "VOICE_CALL" | "CHAT";
  readonly flowId?: string;
  /** E.164. */
  readonly sourcePhoneNumber?: string;
  readonly destinationPhoneNumber?: string;
}

/** Waits for one event; when it came, its actions are done and its followers begin to wait. */
export interface Observation {
  readonly id: string;
  readonly pointer: string;
  readonly event: TestEvent;
  readonly usage: Usage;
  readonly actions: readonly TestAction[];
  readonly next: readonly string[];
}

export interface Usage {
  readonly type: "Exactly" | "AtLeast" | "AtMost" | "Always";
  readonly times: number;
}

export type TestEvent =
  | { readonly type: "TestInitiated" }
  | { readonly type: "TestCompleted" }
  | MessageReceived
  | FlowActionEvent;

export interface MessageReceived {
  readonly type: "MessageReceived";
  readonly kind: "Text" | "SSML" | "PromptId" | "Media";
  /** What is expected to be heard; for Media its URI. */
  readonly expected: string;
  readonly matching: "Similarity" | "Inclusion";
}

export interface FlowActionEvent {
  readonly type: "FlowActionStarted" | "FlowActionCompleted";
  readonly actionType: string;
  /**
   * The ARN or id that the flow names; of an agent in Amazon Connect's own AI what `agentName` makes
   * of its configuration. Undefined, of a type that cannot be observed: any.
   */
  readonly resource: string | undefined;
  /** The resource is an agent, whose queue it is: it stands in AgentId. */
  readonly isAgent?: true;
}

export type TestAction = { readonly id: string; readonly pointer: string } & (
  | { readonly type: "SendInstruction"; readonly instruction: Instruction }
  | { readonly type: "Assert"; readonly assertion: Assertion }
  | { readonly type: "OverrideSystemBehavior"; readonly override: Override }
  | { readonly type: "TestControl"; readonly command: Command }
);

export type Instruction =
  | { readonly type: "DtmfInput"; readonly keys: string }
  | { readonly type: "Utterance"; readonly text: string }
  | { readonly type: "Disconnect" };

export const OPERATORS = [
  "Equals",
  "TextStartsWith",
  "TextEndsWith",
  "TextContains",
  "NumberGreaterThan",
  "NumberGreaterOrEqualTo",
  "NumberLessThan",
  "NumberLessOrEqualTo",
  "Exists",
] as const;

export interface Assertion {
  /** A JSONPath such as `$.Attributes.tier`. */
  readonly namespace: string;
  readonly operator: (typeof OPERATORS)[number];
  readonly operand: string;
}

/** Takes the place of one invocation of a resource: the next one. */
export interface Override {
  readonly actionType: string;
  readonly resource: string | undefined;
  readonly strategy: Strategy;
}

export type Strategy =
  | { readonly type: "SubstituteResource"; readonly arn: string }
  | {
      readonly type: "MockResult";
      readonly delaySeconds: number;
      /** A Lambda's answer, or the value that hours of operation take. */
      readonly value: JsonObject | string;
    }
  | { readonly type: "MockError"; readonly delaySeconds: number; readonly error: string };

export type Command =
  | { readonly type: "EndTest" }
  | { readonly type: "LogData"; readonly expressions: Readonly<Record<string, string>> };
