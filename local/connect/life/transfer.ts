import type { Contact, InitiationMethod } from "../contact.ts";
import type { CallContext } from "../flow/call-context.ts";
import { beginContact } from "./begin-contact.ts";
import type { Centre } from "./centre.ts";
import { endContact } from "./end-contact.ts";

/**
 * The customer goes on as a new contact: the current one ends, without a reason of its own. The new
 * one begins first, so that the old one's record can name it.
 */
export function transfer(
  centre: Centre,
  call: CallContext,
  initiationMethod: InitiationMethod,
): Contact {
  const { clock } = centre.world;
  const previous = call.contact;
  previous.transferCompletedAt = clock.now();
  call.trace.add({ kind: "life", ...call.mark, what: "transferred", detail: initiationMethod });
  const { customerAddress, systemAddress } = previous;
  const contact = beginContact(centre, call, {
    initiationMethod,
    customerAddress,
    systemAddress,
    previous,
  });
  endContact(centre, call, previous, undefined);
  return contact;
}
