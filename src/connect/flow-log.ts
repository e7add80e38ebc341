import * as v from "valibot";
import { ContactId } from "./contact-id.ts";
import { InvalidInputError } from "./invalid-input.ts";
import { parseJsonText } from "./json-text.ts";
import { Timestamp } from "./timestamp.ts";

/**
 * A line of the flow log, `/aws/connect/<instance-alias>`, reduced to what we read: one per block
 * that ran. `block` is the legacy name of the block's type, such as `SetRecordingBehavior`.
 * Source: real lines of 2023; administrator guide, contact-flow-logs.
 */
export interface FlowLogLine {
  readonly contactId: string;
  readonly block: string;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly parameters: Readonly<Record<string, unknown>>;
}

const Schema = v.object({
  ContactId,
  ContactFlowModuleType: v.string(),
  Timestamp,
  Parameters: v.nullish(v.record(v.string(), v.unknown()), {}),
});

/**
 * @param message the log event's text
 * @throws InvalidInputError naming the field, never its value
 */
export function parseFlowLogLine(message: string): FlowLogLine {
  const parsed = v.safeParse(Schema, parseJsonText("line", message), { abortEarly: true });
  if (!parsed.success) {
    const [issue] = parsed.issues;
    throw new InvalidInputError(v.getDotPath(issue) ?? "line", `must be ${issue.expected}`);
  }
  const line = parsed.output;
  return {
    contactId: line.ContactId,
    block: line.ContactFlowModuleType,
    at: line.Timestamp,
    parameters: line.Parameters,
  };
}

/**
 * What a recording block asks for, whoever of agent and customer is recorded; undefined where its
 * parameters do not say.
 */
export function recordingAsked({ parameters }: FlowLogLine): "on" | "off" | undefined {
  const option = parameters["RecordingBehaviorOption"];
  if (option === "Enable") return "on";
  return option === "Disable" ? "off" : undefined;
}
