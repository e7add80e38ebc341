import { executionPrefixOf } from "../aws/execution-prefix.ts";

export const MACHINE =
  "arn:aws:states:ap-southeast-2:123456789012:stateMachine:linekeeper-async-function";
export const EXECUTIONS: string = executionPrefixOf("STATE_MACHINE_ARN", MACHINE);
export const CONTACT = "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee";

/** A flow's event in Connect's shape, on the first contact of its chain. */
export function aFlowEvent(
  parameters: Readonly<Record<string, unknown>> = {},
  contact: Readonly<Record<string, unknown>> = {},
): Record<string, unknown> {
  return {
    Name: "ContactFlowEvent",
    Details: {
      ContactData: {
        Attributes: { greetingPlayed: "true" },
        Channel: "VOICE",
        ContactId: CONTACT,
        CustomerEndpoint: { Address: "+6421555010", Type: "TELEPHONE_NUMBER" },
        InitialContactId: CONTACT,
        InitiationMethod: "INBOUND",
        PreviousContactId: CONTACT,
        Queue: null,
        ...contact,
      },
      Parameters: parameters,
    },
  };
}
