import type { Contact, Instance, Queue } from "./contact.ts";

/** The event a flow's Lambda block sends: administrator guide, connect-lambda-functions. */
export function flowEventOf(
  contact: Contact,
  instance: Instance,
  parameters: Readonly<Record<string, unknown>>,
  /** The working queue. @default the queue it waits in */
  queue: (Queue & { readonly outboundCallerId?: string }) | undefined = contact.queue,
): Readonly<Record<string, unknown>> {
  const { settings } = contact;
  return {
    Details: {
      ContactData: {
        Attributes: { ...contact.attributes },
        Channel: contact.channel,
        ContactId: contact.contactId,
        CustomerEndpoint: endpoint(contact.customerAddress),
        CustomerId: settings.customerId ?? null,
        Description: settings.description ?? null,
        InitialContactId: contact.root,
        InitiationMethod: contact.initiationMethod,
        InstanceARN: instance.arn,
        LanguageCode: settings.languageCode,
        MediaStreams: { Customer: { Audio: mediaStreamOf(contact, instance) } },
        Name: settings.name ?? null,
        PreviousContactId: contact.previousContactId ?? contact.contactId,
        Queue: queue
          ? {
              ARN: queue.arn,
              Name: queue.name,
              OutboundCallerId:
                queue.outboundCallerId === undefined ? null : endpoint(queue.outboundCallerId),
            }
          : null,
        References: { ...settings.references },
        SystemEndpoint: endpoint(contact.systemAddress),
      },
      Parameters: parameters,
    },
    Name: "ContactFlowEvent",
  };
}

/** `null` until the customer's audio is streamed. */
export function mediaStreamOf(
  contact: Contact,
  instance: Instance,
): Readonly<Record<string, string>> | null {
  const { streamingSince } = contact.settings;
  if (streamingSince === undefined) return null;
  return {
    StartFragmentNumber: `9134385233318${streamingSince}000000000000000000000`,
    StartTimestamp: String(streamingSince),
    StreamARN: `arn:aws:kinesisvideo:${instance.region}:${instance.account}:stream/${instance.alias}-connect-contact-${contact.contactId}/${contact.initiatedAt}`,
  };
}

function endpoint(address: string): { readonly Address: string; readonly Type: string } {
  return { Address: address, Type: "TELEPHONE_NUMBER" };
}
