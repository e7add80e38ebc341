import { createHash } from "node:crypto";
import { Random } from "../random.ts";
import type { ArchiveKind } from "./archive.ts";
import type { EstimateKind } from "./estimate.ts";
import type { Fate } from "./fate.ts";
import type { Recording } from "./wav.ts";

/** A fate with nothing left to decide. */
export type WholeFate = Omit<Fate, "recording"> &
  Required<Pick<Fate, "exportSeconds" | "end" | "estimate" | "archive" | "downloadFrom">> & {
    readonly recording: Recording;
  };

const ESTIMATES: readonly EstimateKind[] = ["right", "right", "right", "missing", "early", "late"];
const ARCHIVES: readonly ArchiveKind[] = ["sizes-first", "sizes-last"];

/**
 * Completes what is silent in a fate: an export of one to ten minutes that succeeds, a recording of a
 * few seconds. By seed and call only, so that it does not matter who asks first.
 */
export function wholeFate(fate: Fate, seed: number, callId: string): WholeFate {
  const random = new Random(
    createHash("sha256").update(`${seed} ${callId}`).digest().readUInt32BE(),
  );
  const standard = {
    exportSeconds: random.between(60, 600),
    end: "COMPLETED",
    estimate: random.pick(ESTIMATES),
    archive: random.pick(ARCHIVES),
    downloadFrom: "api",
  } as const;
  const recording = {
    durationSeconds: random.between(2, 8),
    channels: random.between(1, 2),
    sampleRate: 8000,
    toneHertz: random.between(220, 880),
    listChunk: random.chance(0.3),
  };
  return { ...standard, ...fate, recording: { ...recording, ...fate.recording } };
}
