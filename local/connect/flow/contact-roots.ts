import type { Contact, Instance } from "../contact.ts";
import { mediaStreamOf } from "../flow-event.ts";
import type { QueueResource } from "../instance/resources.ts";
import type { Roots } from "./references.ts";

/** What references can name beside the contact's own. */
export interface FlowsOwn {
  readonly flowAttributes?: Readonly<Record<string, string>>;
  readonly queue?: QueueResource | undefined;
  readonly agent?: { readonly username: string; readonly arn: string } | undefined;
}

/**
 * What references can name: administrator guide, connect-attrib-list.
 * @param own of the flow that runs; before any flow runs there is nothing of it
 */
export function contactRoots(
  contact: Contact,
  instance: Instance,
  { flowAttributes, queue, agent }: FlowsOwn = {},
): Roots {
  const { settings, data } = contact;
  return {
    Attributes: contact.attributes,
    FlowAttributes: flowAttributes,
    External: data.external,
    Lex: data.lex,
    LambdaInvocation: data.lambdaInvocation,
    Metrics: data.metrics,
    StoredCustomerInput: data.storedCustomerInput,
    CustomerEndpoint: { Address: contact.customerAddress, Type: "TELEPHONE_NUMBER" },
    SystemEndpoint: { Address: contact.systemAddress, Type: "TELEPHONE_NUMBER" },
    CustomerId: settings.customerId,
    ContactId: contact.contactId,
    InitialContactId: contact.root,
    PreviousContactId: contact.previousContactId,
    Channel: contact.channel,
    InstanceARN: instance.arn,
    AwsRegion: instance.region,
    InitiationMethod: contact.initiationMethod,
    LanguageCode: settings.languageCode,
    Name: settings.name,
    Description: settings.description,
    References: settings.references,
    Tags: settings.tags,
    TextToSpeechVoiceId: settings.voice,
    Queue: queue && {
      Name: queue.name,
      ARN: queue.arn,
      OutboundCallerId: { Address: queue.outboundCallerId, Type: "TELEPHONE_NUMBER" },
    },
    Agent: agent && { UserName: agent.username, ARN: agent.arn },
    MediaStreams: { Customer: { Audio: mediaStreamOf(contact, instance) } },
  };
}
