import { type ConnectClient, DescribeContactCommand } from "@aws-sdk/client-connect";
import type { TokenBucket } from "../aws/token-bucket.ts";
import { type DescribedContact, describedContact } from "../connect/described-contact.ts";

export interface ConnectRoom {
  /** Must not retry by itself: what it sent would not be counted. */
  readonly connect: ConnectClient;
  /** A bare id. */
  readonly instanceId: string;
  readonly describeBudget: TokenBucket;
}

/** Connect throttles although the budget is kept: others use the same limit, which is the account's. */
export class DescribeThrottledError extends Error {
  override readonly name = "DescribeThrottledError";
}

/** Milliseconds after each try that was throttled: together less than a step keeps in reserve. */
const PAUSES = [1_000, 2_000, 4_000, 0];

/**
 * Asks Connect for a contact, within the budget.
 * @returns undefined for one that Connect does not know
 * @throws DescribeThrottledError; the SDK's error
 */
export async function describeContact(
  room: ConnectRoom,
  contactId: string,
): Promise<DescribedContact | undefined> {
  const command = new DescribeContactCommand({ InstanceId: room.instanceId, ContactId: contactId });
  for (const pause of PAUSES) {
    await room.describeBudget.take();
    try {
      const { Contact } = await room.connect.send(command);
      return Contact && describedContact(Contact);
    } catch (error) {
      if (isNamed(error, "ResourceNotFoundException")) return undefined;
      if (!isNamed(error, "TooManyRequestsException", "ThrottlingException")) throw error;
      await room.describeBudget.pause(pause);
    }
  }
  throw new DescribeThrottledError(`throttled ${PAUSES.length} times; the next sweep goes on here`);
}

function isNamed(error: unknown, ...names: string[]): boolean {
  return error instanceof Error && names.includes(error.name);
}
