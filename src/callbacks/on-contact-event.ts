import { chainRoot } from "../connect/contact-chain.ts";
import type { ContactEvent } from "../connect/contact-event.ts";
import { bindClaim, claimsOfChain, type ReleaseStore, releaseClaim } from "./release.ts";
import { claimOf, fateOf, isCallback } from "./settle.ts";

export type ReleaseOutcome =
  | "ContactSkipped"
  | "CallbackUnclaimed"
  | "CallbackBound"
  | "CallbackAttemptEnded"
  | "CallbackReleased";

/** Another writer changed the claim between our read and our write, again and again. */
class ClaimChangedError extends Error {
  override readonly name = "ClaimChangedError";
}

const READS = 3;

/**
 * Lets a claim end when its callback does: connected to an agent, or the last of its attempts over.
 * The first event of the callback tells its contact id. Every write is conditional on what was read,
 * so a repeat, or an event overtaken by another, changes nothing.
 *
 * @throws ClaimChangedError so that Lambda delivers the event again
 */
export async function onContactEvent(
  store: ReleaseStore & { readonly maximumAttempts: number },
  event: ContactEvent,
): Promise<ReleaseOutcome> {
  if (event.channel !== "VOICE" || !isCallback(event)) return "ContactSkipped";
  for (let reads = 0; reads < READS; reads += 1) {
    const claims = await claimsOfChain(store, chainRoot(event));
    const claim = claimOf(event, claims, store.maximumAttempts);
    if (claim === undefined) return "CallbackUnclaimed";
    const fate = fateOf(event);
    if (fate === "connected" || (fate === "ended" && store.maximumAttempts === 1)) {
      if (await releaseClaim(store, claim, claim.callbackContactId)) return "CallbackReleased";
      continue;
    }
    const outcome = await bind(store, claim, event.contactId, fate === "ended");
    if (outcome) return outcome;
  }
  throw new ClaimChangedError(`the claim changed under ${READS} attempts; the event is retried`);
}

async function bind(
  store: ReleaseStore & { readonly maximumAttempts: number },
  claim: Parameters<typeof bindClaim>[1],
  contactId: string,
  ended: boolean,
): Promise<ReleaseOutcome | undefined> {
  const known = claim.endedContactIds.includes(contactId);
  if (known || (!ended && claim.callbackContactId === contactId)) {
    // A repeat. Only a crash between the last count and the release leaves something to do.
    return claim.endedContactIds.length < store.maximumAttempts
      ? "CallbackBound"
      : released(await releaseClaim(store, claim, claim.callbackContactId));
  }
  const now = await bindClaim(store, claim, contactId, ended);
  if (now === undefined) return undefined;
  if (!ended) return "CallbackBound";
  return now.endedContactIds.length < store.maximumAttempts
    ? "CallbackAttemptEnded"
    : released(await releaseClaim(store, now, now.callbackContactId));
}

function released(done: boolean): ReleaseOutcome | undefined {
  return done ? "CallbackReleased" : undefined;
}
