import type { ExportMetadata } from "../export-platform.ts";

/** What a recording was found to be. */
export interface Audio {
  readonly durationSeconds: number;
  readonly channels: number;
  /** Hertz. */
  readonly sampleRate: number;
}

/**
 * How far a recording's length may be from what the platform says of it. The platform gives whole
 * seconds and does not say how it rounds; more than that is audio that is missing, or another call's.
 */
const DURATION_TOLERANCE_SECONDS = 1;

/** In what a recording is not what the platform says it is; undefined where they agree. */
export function disagreement(
  audio: Audio,
  metadata: Pick<ExportMetadata, "duration" | "channels" | "sampleRate">,
): "duration" | "channels" | "sampleRate" | undefined {
  if (audio.channels !== metadata.channels) return "channels";
  if (audio.sampleRate !== metadata.sampleRate) return "sampleRate";
  const away = Math.abs(audio.durationSeconds - metadata.duration);
  return away <= DURATION_TOLERANCE_SECONDS ? undefined : "duration";
}
