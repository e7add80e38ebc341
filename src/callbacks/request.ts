import { type FlowEvent, parameter, parseFlowEvent } from "../connect/flow-event.ts";
import { type PhoneNumber, parsePhoneNumber } from "../connect/phone-number.ts";
import { claimKey } from "./table.ts";

/** A flow's request for or against a claim. */
export interface ClaimRequest {
  /** Undefined: the number is missing or is not E.164. */
  readonly key: string | undefined;
  readonly contactId: string;
  readonly rootContactId: string;
  readonly force: boolean;
}

/** @throws InvalidInputError naming the field, but not for a bad number: that is an answer */
export function parseClaimRequest(event: unknown): ClaimRequest {
  const flow = parseFlowEvent(event);
  const number = callbackNumber(flow);
  return {
    key: number && claimKey(number, parameter(flow, "queue")),
    contactId: flow.contactId,
    rootContactId: flow.rootContactId,
    force: flow.parameters["force"] === "true",
  };
}

function callbackNumber(flow: FlowEvent): PhoneNumber | undefined {
  return Object.hasOwn(flow.parameters, "callback_number")
    ? parsePhoneNumber(flow.parameters["callback_number"])
    : undefined;
}
