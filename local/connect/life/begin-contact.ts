import { Contact, type InitiationMethod } from "../contact.ts";
import type { CallContext } from "../flow/call-context.ts";
import type { Centre } from "./centre.ts";

export interface NewContact {
  readonly initiationMethod: InitiationMethod;
  readonly customerAddress: string;
  readonly systemAddress: string;
  readonly previous?: Contact | undefined;
  readonly attributes?: Readonly<Record<string, string>>;
}

/** A contact begins, and is the call's current one. */
export function beginContact(centre: Centre, call: CallContext, start: NewContact): Contact {
  const contact = newContact(centre, call, start);
  call.contacts.push(contact);
  announce(centre, call, contact);
  return contact;
}

/** A contact beside the call's own: somebody outside who is called. */
export function beginLeg(centre: Centre, call: CallContext, start: NewContact): Contact {
  const contact = newContact(centre, call, start);
  announce(centre, call, contact);
  return contact;
}

function newContact(centre: Centre, call: CallContext, start: NewContact): Contact {
  const { previous, attributes, ...rest } = start;
  const contact = new Contact(centre.world.clock, {
    ...rest,
    contactId: call.random.uuid(),
    ...(previous && { previous }),
  });
  Object.assign(contact.attributes, attributes);
  return contact;
}

function announce(centre: Centre, call: CallContext, contact: Contact): void {
  const { clock, emitter } = centre.world;
  centre.began(contact, call);
  emitter.event(contact, "INITIATED");
  call.trace.add({
    kind: "life",
    at: clock.now(),
    contactId: contact.contactId,
    what: "initiated",
    detail: contact.initiationMethod,
  });
}
