import type { FlowResource } from "../instance/resources.ts";
import type { Flow, FlowAction } from "../language/flow.ts";
import { FLOW_VERSION } from "../language/flow.ts";
import type { JsonObject } from "../language/json.ts";

/** The flows Connect runs where none is set; every instance has them. */
export type DefaultFlow =
  | "Default customer queue"
  | "Default customer hold"
  | "Default agent hold"
  | "Default agent whisper"
  | "Default customer whisper"
  | "Default outbound";

const MUSIC: JsonObject = { PromptId: "CustomerQueue.wav" };

const QUEUED =
  "Thank you for calling. Your call is very important to us and will be answered in the order it was received.";

const BLOCKS: Readonly<Record<DefaultFlow, readonly [type: string, parameters: JsonObject]>> = {
  "Default customer queue": [
    "MessageParticipantIteratively",
    { Messages: [{ Text: QUEUED }, MUSIC] },
  ],
  "Default customer hold": ["MessageParticipantIteratively", { Messages: [MUSIC] }],
  "Default agent hold": [
    "MessageParticipantIteratively",
    { Messages: [{ Text: "The customer is on hold." }] },
  ],
  "Default agent whisper": ["MessageParticipant", { Text: "$.Queue.Name" }],
  "Default customer whisper": ["MessageParticipant", { PromptId: "Beep.wav" }],
  "Default outbound": ["MessageParticipant", { Text: "This call is not being recorded." }],
};

/** @param instanceArn whose flow it is */
export function defaultFlow(name: DefaultFlow, instanceArn: string): FlowResource {
  const [Type, Parameters] = BLOCKS[name];
  const action: FlowAction = {
    Identifier: name,
    Type,
    Parameters,
    Transitions: { Errors: [], Conditions: [] },
  };
  const flow: Flow = {
    Version: FLOW_VERSION,
    StartAction: name,
    Metadata: {},
    Actions: [action],
  };
  return {
    arn: `${instanceArn}/contact-flow/${name.replaceAll(" ", "-").toLowerCase()}`,
    name,
    flow,
  };
}
