import { type Archive, archiveOf } from "./archive.ts";
import type { WholeFate } from "./default-fate.ts";
import { estimatedSeconds, estimatedTime } from "./estimate.ts";

/** What a client asks for. */
export interface JobRequest {
  readonly dialogGroupId: string;
  readonly callId: string;
  /** ISO 8601. */
  readonly requestedAt: string;
}

/** An export job. It has no state but its age: what it says is worked out when it is asked. */
export class Job {
  readonly id: string;
  readonly request: JobRequest;
  /** Epoch milliseconds. */
  readonly createdAt: number;
  #archives = new Map<string, Archive>();

  constructor(id: string, request: JobRequest, createdAt: number) {
    this.id = id;
    this.request = request;
    this.createdAt = createdAt;
  }

  /** The answer to its creation. */
  created(fate: WholeFate): object {
    return {
      exportJobId: this.id,
      status: "CREATED",
      estimatedCompletionTime: estimatedTime(fate.estimate, fate.exportSeconds, this.createdAt),
    };
  }

  /** @param downloadUrl what the answer names once there is something to fetch */
  status(fate: WholeFate, now: number, downloadUrl: string): object {
    return { ...this.#trueStatus(fate, now, downloadUrl), ...fate.status };
  }

  #trueStatus(fate: WholeFate, now: number, downloadUrl: string): object {
    const elapsed = (now - this.createdAt) / 1000;
    if (!this.ended(fate, now)) {
      return {
        status: "IN_PROGRESS",
        progress: Math.floor(Math.min(99, (100 * elapsed) / Math.min(fate.exportSeconds, 9_000))),
        estimatedSecondsRemaining: estimatedSeconds(fate.estimate, fate.exportSeconds - elapsed),
      };
    }
    if (fate.end === "FAILED") return { status: "FAILED", errorMessage: fate.errorMessage };
    return {
      status: "COMPLETED",
      downloadUrl,
      fileSize: this.archive(fate).bytes,
      completedAt: new Date(this.createdAt + fate.exportSeconds * 1000).toISOString(),
    };
  }

  ended(fate: WholeFate, now: number): boolean {
    return now >= this.createdAt + fate.exportSeconds * 1000;
  }

  /** There is something to fetch. */
  completed(fate: WholeFate, now: number): boolean {
    return fate.end === "COMPLETED" && this.ended(fate, now);
  }

  metadata(fate: WholeFate): object {
    const { durationSeconds: duration, channels, sampleRate } = fate.recording;
    const said = { duration, channels, sampleRate, format: "WAV" };
    const who = { agentId: "AGENT-001", queueName: "Demo bank" };
    return {
      metadata: { ...said, ...who, sha256: this.archive(fate).sha256, ...fate.metadata },
    };
  }

  archive({ recording, archive: kind }: WholeFate): Archive {
    const key = JSON.stringify([recording, kind]);
    const known = this.#archives.get(key);
    if (known) return known;
    const made = archiveOf(recording, kind, this.request.callId);
    this.#archives.set(key, made);
    return made;
  }
}
