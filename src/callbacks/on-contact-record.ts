import { chainRoot } from "../connect/contact-chain.ts";
import type { ContactRecord } from "../connect/contact-record.ts";
import type { ReleaseOutcome } from "./on-contact-event.ts";
import { claimsOfChain, type ReleaseStore, releaseClaim } from "./release.ts";
import { CLOCK_TOLERANCE_MS } from "./settle.ts";
import type { Claim } from "./table.ts";

const TRANSFERS = new Set(["TRANSFER", "QUEUE_TRANSFER"]);

/**
 * Frees the number of a caller who claimed a callback and hung up before it was created: their call
 * is over and no contact follows it. Claims that have a callback are left to it.
 */
export async function onContactRecord(
  store: ReleaseStore,
  record: ContactRecord,
): Promise<ReleaseOutcome> {
  const { disconnectedAt: overAt } = record;
  if (record.channel !== "VOICE" || overAt === undefined || record.nextContactId) {
    return "ContactSkipped";
  }
  const claims = await claimsOfChain(store, chainRoot(record));
  const orphans = claims.filter(
    (claim) => claim.callbackContactId === undefined && isCallOf(claim, record, overAt),
  );
  let outcome: ReleaseOutcome = "CallbackUnclaimed";
  for (const claim of orphans) {
    // Bound or claimed anew meanwhile: then it is no orphan, and its own events end it.
    if (await releaseClaim(store, claim, undefined)) outcome = "CallbackReleased";
  }
  return outcome;
}

/**
 * Whether this contact is the one that claimed, or one to which its call was transferred. A claim
 * made after the contact was over belongs to a later one; records may come again for months.
 */
function isCallOf(claim: Claim, record: ContactRecord, overAt: number): boolean {
  if (claim.contactId === record.contactId) return true;
  return TRANSFERS.has(record.initiationMethod) && overAt >= claim.createdAt - CLOCK_TOLERANCE_MS;
}
