import { chainRoot } from "../connect/contact-chain.ts";
import type { ContactRecord } from "../connect/contact-record.ts";
import type { ReleaseOutcome } from "./on-contact-event.ts";
import { claimsOfChain, type ReleaseStore, releaseClaim } from "./release.ts";

/**
 * Frees the number of a caller who claimed a callback and hung up before it was created: the
 * claiming contact is over and no contact follows it. Claims that have a callback are left to it.
 */
export async function onContactRecord(
  store: ReleaseStore,
  record: ContactRecord,
): Promise<ReleaseOutcome> {
  const over = record.disconnectedAt !== undefined && record.nextContactId === undefined;
  if (record.channel !== "VOICE" || !over) return "ContactSkipped";
  const claims = await claimsOfChain(store, chainRoot(record));
  const orphans = claims.filter(
    (claim) => claim.contactId === record.contactId && claim.callbackContactId === undefined,
  );
  let outcome: ReleaseOutcome = "CallbackUnclaimed";
  for (const claim of orphans) {
    // Bound or claimed anew meanwhile: then it is no orphan, and its own events end it.
    if (await releaseClaim(store, claim, undefined)) outcome = "CallbackReleased";
  }
  return outcome;
}
