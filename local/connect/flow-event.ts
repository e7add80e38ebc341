import type { Contact, Instance } from "./contact.ts";

/** The event a flow's Lambda block sends: administrator guide, connect-lambda-functions. */
export function flowEventOf(
  contact: Contact,
  instance: Instance,
  parameters: Readonly<Record<string, string>>,
): Readonly<Record<string, unknown>> {
  return {
    Details: {
      ContactData: {
        Attributes: { ...contact.attributes },
        Channel: contact.channel,
        ContactId: contact.contactId,
        CustomerEndpoint: { Address: contact.customerAddress, Type: "TELEPHONE_NUMBER" },
        CustomerId: null,
        Description: null,
        InitialContactId: contact.root,
        InitiationMethod: contact.initiationMethod,
        InstanceARN: instance.arn,
        LanguageCode: "en-US",
        MediaStreams: { Customer: { Audio: null } },
        Name: null,
        PreviousContactId: contact.previousContactId ?? contact.contactId,
        Queue: contact.queue
          ? { ARN: contact.queue.arn, Name: contact.queue.name, OutboundCallerId: null }
          : null,
        References: {},
        SystemEndpoint: { Address: contact.systemAddress, Type: "TELEPHONE_NUMBER" },
      },
      Parameters: parameters,
    },
    Name: "ContactFlowEvent",
  };
}
