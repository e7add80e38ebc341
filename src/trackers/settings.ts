import type { Declaration } from "../aws/environment.ts";

const TRACKER_TABLE = { kind: "text", meaning: "name of the trackers table" } as const;

const AWS_REGION = {
  kind: "text",
  meaning: "region of the table",
  default: "ap-southeast-2",
  setByLambda: true,
} as const;

const TRACKER_TTL_SECONDS = {
  kind: "whole-number",
  meaning: "how long after the call a tracker can be resumed",
  unit: "seconds",
  default: "86400",
} as const;

/** What the recording function reads from its environment. */
export const recordVariables = {
  TRACKER_TABLE,
  AWS_REGION,
  TRACKER_TTL_SECONDS,
  TRACKER_ATTRIBUTES: {
    kind: "text",
    meaning:
      "contact attributes that may be stored with a tracker: names, `*` for any rest, by commas",
    default: "payment_*,account_*",
  },
  TRACKER_POISON_QUEUE_URL: {
    kind: "text",
    meaning: "queue for records that can never be parsed",
  },
  CONNECT_INSTANCE_ARN: {
    kind: "text",
    meaning: "records of other Connect instances are dropped; empty: of none",
    default: "",
  },
} as const satisfies Declaration;

/** What the checking function reads from its environment. */
export const checkVariables = {
  TRACKER_TABLE,
  AWS_REGION,
  TRACKER_TTL_SECONDS,
  TRACKER_LEASE_SECONDS: {
    kind: "whole-number",
    meaning:
      "how long a caller who accepted holds the tracker, unless their call's record settles it",
    unit: "seconds",
    default: "3600",
  },
} as const satisfies Declaration;
