import { anId } from "./id.ts";
import { INSTANCE_ARN } from "./instance.ts";

interface Endpoint {
  readonly Address: string;
  readonly Type: string;
}

export interface ContactData {
  readonly Attributes: Readonly<Record<string, string>>;
  readonly Channel: string;
  readonly ContactId: string;
  readonly CustomerEndpoint: Endpoint | null;
  readonly CustomerId: string | null;
  readonly Description: string | null;
  /** A first contact repeats its own id here. */
  readonly InitialContactId: string;
  readonly InitiationMethod: string;
  readonly InstanceARN: string;
  readonly LanguageCode: string;
  readonly MediaStreams: { readonly Customer: { readonly Audio: object | null } };
  readonly Name: string | null;
  readonly PreviousContactId: string;
  readonly Queue: object | null;
  readonly References: object;
  readonly SystemEndpoint: Endpoint | null;
}

/** What the Lambda block of a flow sends. */
interface FlowEventJson {
  readonly Name: "ContactFlowEvent";
  readonly Details: {
    readonly ContactData: ContactData;
    readonly Parameters: Readonly<Record<string, string>>;
  };
}

/** The event of a flow on an inbound call, the first contact of its chain. */
export function aFlowEvent(
  parameters: Readonly<Record<string, string>> = {},
  contact: Partial<ContactData> = {},
): FlowEventJson {
  const contactId = contact.ContactId ?? anId();
  return {
    Name: "ContactFlowEvent",
    Details: {
      ContactData: {
        Attributes: {},
        Channel: "VOICE",
        ContactId: contactId,
        CustomerEndpoint: { Address: "+61491570156", Type: "TELEPHONE_NUMBER" },
        CustomerId: null,
        Description: null,
        InitialContactId: contactId,
        InitiationMethod: "INBOUND",
        InstanceARN: INSTANCE_ARN,
        LanguageCode: "en-AU",
        MediaStreams: { Customer: { Audio: null } },
        Name: null,
        PreviousContactId: contactId,
        Queue: null,
        References: {},
        SystemEndpoint: { Address: "+61255501234", Type: "TELEPHONE_NUMBER" },
        ...contact,
      },
      Parameters: parameters,
    },
  };
}
