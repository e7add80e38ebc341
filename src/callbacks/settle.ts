import type { ContactEvent } from "../connect/contact-event.ts";
import { type Claim, claimQueue } from "./table.ts";

/** Connect's clock and ours may differ by this much when the two times are compared. */
export const CLOCK_TOLERANCE_MS = 2_000;

const CALLBACK_METHODS = new Set(["CALLBACK", "CALLBACK_CUSTOMER_FIRST_DIALED"]);

/** Whether this contact is the callback itself, not one of the calls around it. */
export function isCallback(event: Pick<ContactEvent, "initiationMethod">): boolean {
  return CALLBACK_METHODS.has(event.initiationMethod);
}

/** What an event of a callback means for the claim it belongs to. */
export function fateOf(event: ContactEvent): "connected" | "ended" | "alive" {
  if (event.eventType === "CONNECTED_TO_AGENT" || event.connectedToAgentAt) return "connected";
  const over = event.eventType === "DISCONNECTED" || event.eventType === "COMPLETED";
  return over || event.disconnectedAt ? "ended" : "alive";
}

/**
 * The claim of its chain that a callback fulfils: the one already bound to it; else, of those that
 * it may be, the one for its queue; else the oldest. A chain can hold several claims (two queues),
 * and an event can be late: one from a callback before this claim must not release it. Between two
 * claims an event decides only once it says its queue, or at its end, which must end something.
 */
export function claimOf(
  event: ContactEvent,
  claims: readonly Claim[],
  maximumAttempts: number,
): Claim | undefined {
  const bound = claims.find(
    (claim) =>
      claim.callbackContactId === event.contactId ||
      claim.endedContactIds.includes(event.contactId),
  );
  if (bound) return bound;
  const possible = claims
    .filter((claim) => !isStale(event, claim))
    .sort((a, b) => a.createdAt - b.createdAt);
  const free = possible.filter((claim) => isFree(claim, maximumAttempts));
  const forQueue = free.find((claim) => isForQueue(event, claim));
  if (forQueue) return forQueue;
  if (fateOf(event) === "alive") return free.length === 1 ? free[0] : undefined;
  // The end of an attempt can overtake that of the one before: the only claim is this one's, too.
  const only = maximumAttempts > 1 && possible.length === 1 ? possible[0] : undefined;
  return free[0] ?? only;
}

/** Not bound to a callback yet, or between two attempts of it that have contacts of their own. */
function isFree(claim: Claim, maximumAttempts: number): boolean {
  return (
    claim.callbackContactId === undefined ||
    (claim.endedContactIds.includes(claim.callbackContactId) &&
      claim.endedContactIds.length < maximumAttempts)
  );
}

/**
 * The callback began before the claim was made, by a contact that did not make the claim: it is the
 * callback of an earlier claim of this chain. (A repeat of the claiming contact renews `createdAt`,
 * so the time alone would not tell.)
 */
function isStale(event: ContactEvent, claim: Claim): boolean {
  return (
    event.previousContactId !== claim.contactId &&
    event.initiatedAt !== undefined &&
    event.initiatedAt < claim.createdAt - CLOCK_TOLERANCE_MS
  );
}

function isForQueue(event: ContactEvent, claim: Claim): boolean {
  const queue = claimQueue(claim.key);
  return (
    queue !== undefined &&
    event.queueArn !== undefined &&
    (event.queueArn === queue || event.queueArn.endsWith(`/queue/${queue}`))
  );
}
