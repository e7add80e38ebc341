import * as v from "valibot";
import { chainRoot } from "./contact-chain.ts";
import { ContactId } from "./contact-id.ts";
import { InvalidInputError } from "./invalid-input.ts";

/**
 * What a flow's Lambda block sends, reduced to what we read. Captures from 2021 lack fields that
 * newer ones have, and AWS may add more: everything but the contact's id may be absent or null.
 * Source: administrator guide, connect-lambda-functions.
 */
export interface FlowEvent {
  readonly contactId: string;
  /** The chain's root, see `chainRoot`. */
  readonly rootContactId: string;
  /** The caller's number as Connect gives it; absent or `anonymous` when it is withheld. */
  readonly customerAddress: string | undefined;
  readonly parameters: Readonly<Record<string, unknown>>;
}

const Schema = v.object({
  Details: v.object({
    ContactData: v.object({
      ContactId,
      InitialContactId: v.nullish(v.union([ContactId, v.literal("")])),
      CustomerEndpoint: v.nullish(v.object({ Address: v.nullish(v.string()) })),
    }),
    Parameters: v.nullish(v.record(v.string(), v.unknown()), {}),
  }),
});

/** @throws InvalidInputError naming the field */
export function parseFlowEvent(event: unknown): FlowEvent {
  const parsed = v.safeParse(Schema, event, { abortEarly: true });
  if (!parsed.success) {
    const [issue] = parsed.issues;
    throw new InvalidInputError(v.getDotPath(issue) ?? "event", `must be ${issue.expected}`);
  }
  const { ContactData, Parameters } = parsed.output.Details;
  const contactId = ContactData.ContactId;
  return {
    contactId,
    rootContactId: chainRoot({
      contactId,
      initialContactId: ContactData.InitialContactId ?? undefined,
    }),
    customerAddress: ContactData.CustomerEndpoint?.Address ?? undefined,
    parameters: Parameters ?? {},
  };
}

/**
 * One parameter of the Lambda block. An empty text is the same as an absent one: it is what Connect
 * sends for an unset attribute.
 * @throws InvalidInputError when it is there but is not a text
 */
export function parameter(event: FlowEvent, name: string): string | undefined {
  const value = Object.hasOwn(event.parameters, name) ? event.parameters[name] : undefined;
  if (value === undefined || value === null || value === "") return undefined;
  if (typeof value !== "string") {
    throw new InvalidInputError(`Details.Parameters.${name}`, "must be a text");
  }
  return value;
}
