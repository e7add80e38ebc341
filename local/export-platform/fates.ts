import type { Fate } from "./fate.ts";

const ALWAYS = Number.POSITIVE_INFINITY;

/** An export that is over at the first look, so that what matters comes soon. */
const SOON = { exportSeconds: 60, estimate: "right" } as const;

/** Fates by name, for stories, tests and benches. Most concern one fault alone. */
export const FATES = {
  "as-it-should-be": {},
  "without-estimate": { estimate: "missing" },
  "estimated-early": { estimate: "early", exportSeconds: 500 },
  "estimated-late": { estimate: "late", exportSeconds: 500 },
  "estimated-in-the-past": { estimate: "past", exportSeconds: 500 },
  "estimated-in-words": { estimate: "text", exportSeconds: 500 },
  "estimated-in-fractions": { estimate: "fractional" },
  "from-another-origin": { downloadFrom: "files" },

  "create-fails": { faults: { createJob: [{ kind: "error", status: 500, times: ALWAYS }] } },
  "create-fails-once": { faults: { createJob: [{ kind: "error", status: 503 }] } },
  "create-refused": { faults: { createJob: [{ kind: "error", status: 403, times: ALWAYS }] } },
  "create-hangs": {
    faults: { createJob: [{ kind: "lost-answer", how: "hang", times: ALWAYS }] },
  },
  "create-answer-lost": { faults: { createJob: [{ kind: "lost-answer", how: "drop" }] } },
  "create-throttled": {
    faults: { createJob: [{ kind: "throttle", retryAfter: 120, times: ALWAYS }] },
  },
  "create-throttled-a-little": { faults: { createJob: [{ kind: "throttle", retryAfter: 2 }] } },
  "create-throttled-by-date": {
    faults: { createJob: [{ kind: "throttle", retryAfter: { dateInSeconds: 3 } }] },
  },
  "create-not-json": { faults: { createJob: [{ kind: "not-json", times: ALWAYS }] } },
  "create-without-id": {
    faults: { createJob: [{ kind: "without", fields: ["exportJobId"], times: ALWAYS }] },
  },

  "export-fails": { ...SOON, end: "FAILED", errorMessage: "Audio file not found in storage" },
  "export-fails-silently": { ...SOON, end: "FAILED" },
  "export-never-ends": { exportSeconds: ALWAYS },
  "unknown-status": { ...SOON, status: { status: "PAUSED" } },
  "no-status": { ...SOON, status: { status: undefined } },
  "no-download-url": { ...SOON, status: { downloadUrl: undefined } },
  "empty-download-url": { ...SOON, status: { downloadUrl: "" } },
  "insecure-download-url": {
    ...SOON,
    status: { downloadUrl: "http://files.invalid/export.zip" },
  },
  "status-fails-a-while": {
    ...SOON,
    faults: { jobStatus: [{ kind: "error", status: 500, times: 2 }] },
  },
  "status-always-fails": {
    faults: { jobStatus: [{ kind: "error", status: 502, times: ALWAYS }] },
  },
  "status-throttled-a-while": {
    ...SOON,
    faults: { jobStatus: [{ kind: "throttle", retryAfter: 30, times: 2 }] },
  },
  "status-hangs-once": { ...SOON, faults: { jobStatus: [{ kind: "lost-answer", how: "hang" }] } },
  "status-not-json": { ...SOON, faults: { jobStatus: [{ kind: "not-json" }] } },

  "metadata-missing": {
    ...SOON,
    faults: { metadata: [{ kind: "error", status: 404, times: ALWAYS }] },
  },
  "metadata-empty": {
    ...SOON,
    faults: { metadata: [{ kind: "without", fields: ["metadata"], times: ALWAYS }] },
  },
  "metadata-throttled-once": {
    ...SOON,
    faults: { metadata: [{ kind: "throttle", retryAfter: 10 }] },
  },
  "metadata-of-another-length": { ...SOON, metadata: { duration: 324 } },
  "metadata-of-another-rate": { ...SOON, metadata: { sampleRate: 44_100 } },
  "metadata-of-more-channels": { ...SOON, metadata: { channels: 6 } },
  "metadata-of-another-format": { ...SOON, metadata: { format: "MP3" } },
  "metadata-without-checksum": { ...SOON, metadata: { sha256: undefined } },
  "wrong-checksum": { ...SOON, metadata: { sha256: "0".repeat(64) } },
  "wrong-file-size": { ...SOON, status: { fileSize: 15_728_640 } },

  "archive-cut-short": { ...SOON, archive: "cut-short", metadata: { sha256: undefined } },
  "archive-corrupt": { ...SOON, archive: "corrupt", metadata: { sha256: undefined } },
  "zip-bomb": { ...SOON, archive: "bomb" },
  "path-climbing-out": { ...SOON, archive: "climbing" },
  "two-recordings": { ...SOON, archive: "two-recordings" },
  "no-recording": { ...SOON, archive: "no-recording" },
  "wav-cut-short": { ...SOON, archive: "short-wav" },
  "not-a-wav": { ...SOON, archive: "not-wav" },
  "not-a-zip": { ...SOON, archive: "not-zip" },

  "download-gone": {
    ...SOON,
    faults: { download: [{ kind: "error", status: 404, times: ALWAYS }] },
  },
  "download-fails-once": { ...SOON, faults: { download: [{ kind: "error", status: 503 }] } },
  "download-breaks-off": {
    ...SOON,
    faults: { download: [{ kind: "break", after: 0.5, times: ALWAYS }] },
  },
  "download-breaks-off-once": { ...SOON, faults: { download: [{ kind: "break", after: 0.5 }] } },
  "download-hangs": {
    ...SOON,
    faults: { download: [{ kind: "stall", after: 0.5, times: ALWAYS }] },
  },
  "download-slow": {
    ...SOON,
    faults: { download: [{ kind: "slow", seconds: 1500, pieces: 10, times: ALWAYS }] },
  },
  "redirected-within": {
    ...SOON,
    faults: { download: [{ kind: "redirect", to: "within", times: ALWAYS }] },
  },
  "redirected-elsewhere": {
    ...SOON,
    faults: {
      download: [{ kind: "redirect", to: new URL("https://elsewhere.invalid/"), times: ALWAYS }],
    },
  },
  "redirected-in-a-circle": {
    ...SOON,
    faults: { download: [{ kind: "redirect", to: "circle", times: ALWAYS }] },
  },
} as const satisfies Readonly<Record<string, Fate>>;

export type FateName = keyof typeof FATES;
