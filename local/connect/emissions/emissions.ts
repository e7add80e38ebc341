import type { BusEvent } from "../../delivery/event-bus.ts";

/**
 * A line of the flow log, `/aws/connect/<instance-alias>`, as Connect writes it: one per block, two
 * for blocks that wait for input, one per key for attributes.
 */
export interface FlowLogLine {
  readonly ContactId: string;
  /** ARN */
  readonly ContactFlowId: string;
  readonly ContactFlowName: string;
  /** The block's legacy name: `PlayPrompt` for MessageParticipant, and so on. */
  readonly ContactFlowModuleType: string;
  readonly Identifier: string;
  /** ISO 8601 with milliseconds. */
  readonly Timestamp: string;
  readonly Parameters?: Readonly<Record<string, unknown>>;
  readonly Results?: string;
  /** What a Lambda function answered. */
  readonly ExternalResults?: unknown;
}

/** Where what a simulated instance emits goes. It says nothing of who listens. */
export interface Emissions {
  flowLog(line: FlowLogLine): void;
  contactEvent(event: BusEvent): void;
  /** A contact record in full; the same contact comes again when it is updated. */
  contactRecord(record: Readonly<Record<string, unknown>>, contactId: string): void;
  readonly recordings: RecordingsBucket;
}

/** The bucket that call recordings are put into. */
export interface RecordingsBucket {
  readonly name: string;
  /** @throws RecordingUploadError when Connect could not upload: the contact has no recording then */
  put(key: string, bytes: Uint8Array): void | Promise<void>;
}

/** Connect's upload of a recording failed; AWS counts it in the metric CallRecordingUploadError. */
export class RecordingUploadError extends Error {
  override readonly name = "RecordingUploadError";
}
