import type { Declaration } from "../aws/environment.ts";

const table = {
  kind: "text",
  meaning: "name of the reconciliation table",
} as const;

const region = {
  kind: "text",
  meaning: "region of the table, the queues, the secret and the state machine",
  default: "ap-southeast-2",
  setByLambda: true,
} as const;

const stateMachine = {
  kind: "text",
  meaning: "ARN of the reconciliation state machine, without version or alias",
} as const;

const poisonQueue = {
  kind: "text",
  meaning: "queue for requests and events that can never be worked on",
} as const;

/** What `reconciliation-trigger` reads from its environment. */
export const triggerVariables = {
  RECONCILIATION_TABLE: table,
  RECONCILIATION_STATE_MACHINE_ARN: stateMachine,
  RECONCILIATION_POISON_QUEUE_URL: poisonQueue,
  AWS_REGION: region,
} as const satisfies Declaration;

/** `create-export-job`, `check-export-status`, `get-export-metadata`. */
export const platformVariables = {
  EXPORT_API_URL: {
    kind: "text",
    meaning: "address of the export platform's API; https, or http on a loopback host",
  },
  EXPORT_API_TOKEN_SECRET_ARN: {
    kind: "text",
    meaning: "Secrets Manager secret whose text is the API's bearer token",
  },
  AWS_REGION: region,
} as const satisfies Declaration;

/** `notify-download-service`. */
export const notifyVariables = {
  DOWNLOAD_QUEUE_URL: {
    kind: "text",
    meaning: "orchestrator queue, which the download workers poll",
  },
  AWS_REGION: region,
} as const satisfies Declaration;

/** `reconciliation-watchdog`. */
export const watchdogVariables = {
  RECONCILIATION_TABLE: table,
  RECONCILIATION_STATE_MACHINE_ARN: stateMachine,
  RECONCILIATION_DEAD_LETTER_QUEUE_URL: {
    kind: "text",
    meaning: "queue for one letter per failed reconciliation",
  },
  RECONCILIATION_POISON_QUEUE_URL: poisonQueue,
  RECONCILIATION_TIMEOUT_SECONDS: {
    kind: "whole-number",
    meaning: "timeout of the state machine; what is older and still in progress is looked into",
    unit: "seconds",
    default: "14400",
  },
  AWS_REGION: region,
} as const satisfies Declaration;
