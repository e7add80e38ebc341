/**
 * The contact that began the chain: transfers and callbacks are contacts of their own, which carry
 * the id of the first one. Connect leaves it null, or absent, on the first contact of a record or
 * event, and repeats the contact's own id there in a flow event.
 */
export function chainRoot(contact: {
  readonly contactId: string;
  readonly initialContactId?: string | undefined;
}): string {
  return contact.initialContactId || contact.contactId;
}
