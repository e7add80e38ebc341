import type { PromptSource } from "../../connect/speech/prompt.ts";

/** Something that happened in a test's call, and that an observation may wait for. */
export type Occurred =
  | { readonly type: "TestInitiated" }
  | { readonly type: "TestCompleted" }
  | { readonly type: "MessageReceived"; readonly heard: Heard }
  | {
      readonly type: "FlowActionStarted" | "FlowActionCompleted";
      readonly actionType: string;
      /** ARN or id of what the flow names; undefined where it names nothing. */
      readonly resource: string | undefined;
    };

/** The end of what was said without a break: the last prompt, with those before it. */
export interface Heard {
  readonly source: PromptSource;
  /**
   * The last prompt's words; then the same with the prompt before it, and so on, as far back as
   * nothing was entered and no observation took a message.
   */
  readonly words: readonly string[];
  /** Without the last prompt, for each of `words`. */
  readonly withoutLast: readonly string[];
}
