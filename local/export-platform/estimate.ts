/**
 * How a job speaks of its end: `right`; `missing`; `early` (half of what it takes, again and again)
 * and `late` (an hour more); `past` (it should be over); `text` (numbers in words and quotes);
 * `fractional` (right, to a fraction of a second).
 */
export type EstimateKind = "right" | "missing" | "early" | "late" | "past" | "text" | "fractional";

/** What a job that never ends takes for its own length. */
const NEVER_SECONDS = 900;

/** The seconds it will still take, as the job says; undefined: it does not. */
export function estimatedSeconds(kind: EstimateKind, left: number): number | string | undefined {
  const seconds = Math.ceil(Number.isFinite(left) ? left : NEVER_SECONDS);
  switch (kind) {
    case "right":
      return seconds;
    case "missing":
      return undefined;
    case "early":
      return Math.floor(seconds / 2);
    case "late":
      return seconds + 3600;
    case "past":
      return -30;
    case "text":
      return `${seconds} s`;
    case "fractional":
      return seconds - 0.5;
  }
}

/** When it will be over, as the job says at its creation; undefined: it does not. */
export function estimatedTime(kind: EstimateKind, left: number, now: number): string | undefined {
  const seconds = estimatedSeconds(kind, left);
  if (typeof seconds === "string") return "soon";
  return seconds === undefined ? undefined : new Date(now + seconds * 1000).toISOString();
}
