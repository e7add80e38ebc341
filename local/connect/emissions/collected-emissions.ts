import type { BusEvent } from "../../delivery/event-bus.ts";
import type { Emissions, FlowLogLine, RecordingsBucket } from "./emissions.ts";

/** Keeps everything that was emitted, in order: for tests, and for a report about one call. */
export class CollectedEmissions implements Emissions {
  readonly flowLogs: FlowLogLine[] = [];
  readonly events: BusEvent[] = [];
  readonly records: Readonly<Record<string, unknown>>[] = [];
  /** Bytes by key. */
  readonly recorded: Map<string, Uint8Array> = new Map();
  readonly recordings: RecordingsBucket;

  constructor(bucket = "amazon-connect-recordings") {
    this.recordings = {
      name: bucket,
      put: (key, bytes) => {
        this.recorded.set(key, bytes);
      },
    };
  }

  flowLog(line: FlowLogLine): void {
    this.flowLogs.push(line);
  }

  contactEvent(event: BusEvent): void {
    this.events.push(event);
  }

  contactRecord(record: Readonly<Record<string, unknown>>): void {
    this.records.push(record);
  }
}
