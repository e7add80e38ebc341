import type { ContactFacts } from "../connect/described-contact.ts";

/** Where a contact stands: the strings of the ledger's `State`. */
export const STATES = {
  initialised: "INITIALISED",
  inQueue: "IN_PROGRESS - QUEUE/IVR",
  withAgent: "IN_PROGRESS - AGENT",
  queueCompleted: "COMPLETED - QUEUE/IVR",
  agentCompleted: "COMPLETED - AGENT",
} as const;

export type ContactState = (typeof STATES)[keyof typeof STATES];

/** The verdict on an agent call: the strings of the ledger's `RecordedState`. */
export const VERDICTS = {
  recorded: "CALL_RECORDED_SUCCESS",
  notRecorded: "CALL_RECORDED_FAILURE",
} as const;

export type Verdict = (typeof VERDICTS)[keyof typeof VERDICTS];

/**
 * The state that the facts prove, whatever order they came in. Facts are only ever added, so a
 * contact moves forward, and from QUEUE/IVR to AGENT.
 */
export function stateOf(
  facts: Pick<ContactFacts, "channel" | "initiatedAt" | "connectedToAgentAt" | "disconnectedAt">,
): ContactState {
  const agent = facts.connectedToAgentAt !== undefined;
  if (facts.disconnectedAt !== undefined) {
    return agent ? STATES.agentCompleted : STATES.queueCompleted;
  }
  if (agent) return STATES.withAgent;
  const seen = facts.channel !== undefined || facts.initiatedAt !== undefined;
  return seen ? STATES.inQueue : STATES.initialised;
}
