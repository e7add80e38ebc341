import type { Declaration } from "../aws/environment.ts";

/** What the claiming and clearing functions read from their environment. */
export const claimVariables = {
  CALLBACK_TABLE: {
    kind: "text",
    meaning: "name of the claims table",
    alias: "CALLBACKTABLE",
  },
  AWS_REGION: {
    kind: "text",
    meaning: "region of the table",
    default: "ap-southeast-2",
    setByLambda: true,
  },
  CALLBACK_TTL_SECONDS: {
    kind: "whole-number",
    meaning: "how long a claim that nothing releases blocks its number",
    unit: "seconds",
    default: "86400",
  },
} as const satisfies Declaration;

/** What the releasing function reads from its environment. */
export const releaseVariables = {
  CALLBACK_TABLE: claimVariables.CALLBACK_TABLE,
  AWS_REGION: claimVariables.AWS_REGION,
  CALLBACK_POISON_QUEUE_URL: {
    kind: "text",
    meaning: "queue for events and records that can never be parsed",
  },
  CALLBACK_MAXIMUM_CONNECTION_ATTEMPTS: {
    kind: "whole-number",
    meaning: "attempts Connect makes for one callback, as the flow's Transfer to queue block says",
    unit: "attempts",
    default: "1",
  },
  CONNECT_INSTANCE_ARN: {
    kind: "text",
    meaning: "events and records of other Connect instances are dropped; empty: of none",
    default: "",
  },
} as const satisfies Declaration;

/** What the cancelling function reads from its environment. */
export const cancelVariables = {
  CALLBACK_TABLE: claimVariables.CALLBACK_TABLE,
  AWS_REGION: claimVariables.AWS_REGION,
  CONNECT_INSTANCE_ARN: {
    kind: "text",
    meaning: "for cancel, where it is required: the instance whose callbacks it stops",
  },
} as const satisfies Declaration;
