import type { ArchiveKind } from "./archive.ts";
import type { EstimateKind } from "./estimate.ts";
import type { Recording } from "./wav.ts";

/** The calls of the API, and the download. */
export type CallKind = "createJob" | "jobStatus" | "metadata" | "download";

/**
 * What is to become of the export of one call. Whatever is absent is as the seeded default has it;
 * an empty fate is one in which nothing goes wrong.
 */
export interface Fate {
  /** From the job's creation to its end, in virtual seconds; `Infinity` never ends. */
  readonly exportSeconds?: number;
  /** @default "COMPLETED" */
  readonly end?: "COMPLETED" | "FAILED";
  /** Of an export that failed. @default none */
  readonly errorMessage?: string;
  readonly estimate?: EstimateKind;
  /** What is really in the archive. */
  readonly recording?: Partial<Recording>;
  /** @default a sound archive, of either layout */
  readonly archive?: ArchiveKind;
  /** Fields of a job's status that are answered instead of the true ones; undefined: left out. */
  readonly status?: Fields;
  /** Fields of the metadata that are answered instead of the true ones; undefined: left out. */
  readonly metadata?: Fields;
  /**
   * Where the archive lies: at the API's own origin, behind its token, or at another one, where the
   * URL alone is the permission (and the token would be given away).
   * @default "api"
   */
  readonly downloadFrom?: "api" | "files";
  /** What goes wrong with the calls of a kind, in this order; then they are answered as they should be. */
  readonly faults?: { readonly [K in Exclude<CallKind, "download">]?: readonly CallFault[] } & {
    readonly download?: readonly DownloadFault[];
  };
}

type Fields = Readonly<Record<string, unknown>>;

/** What goes wrong with any call. `lost-answer` does the work, and the caller never hears of it. */
export type CallFault = Times &
  (
    | { readonly kind: "error"; readonly status: number }
    | { readonly kind: "throttle"; readonly retryAfter?: RetryAfter }
    | { readonly kind: "lost-answer"; readonly how: "drop" | "hang" }
    | { readonly kind: "not-json" }
    /** The answer without these fields. */
    | { readonly kind: "without"; readonly fields: readonly string[] }
  );

/** What goes wrong with a download. */
export type DownloadFault = Times &
  (
    | Extract<CallFault, { kind: "error" | "throttle" | "lost-answer" }>
    /** The connection breaks when this part (0 to 1) of the archive was sent. */
    | { readonly kind: "break"; readonly after: number }
    /** No more comes when this part of the archive was sent, and the connection stays. */
    | { readonly kind: "stall"; readonly after: number }
    /** The archive comes in equal pieces, a wait before each, over so many virtual seconds. */
    | { readonly kind: "slow"; readonly seconds: number; readonly pieces: number }
    /** To a URL, to the same archive by another path (`within`), or for ever in a circle. */
    | { readonly kind: "redirect"; readonly to: URL | "within" | "circle" }
  );

interface Times {
  /** How many calls it strikes. @default 1 */
  readonly times?: number;
}

/**
 * How a throttled caller is told when to come again: a number is of seconds, a date is that of HTTP,
 * so many seconds ahead; a text stands in the header as it is; `null` is no header; absent is 1.
 */
export type RetryAfter = number | { readonly dateInSeconds: number } | string | null;
