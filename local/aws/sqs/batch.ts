import * as v from "valibot";
import { ServiceError } from "../service.ts";

interface Failure {
  readonly Id: string;
  readonly SenderFault: boolean;
  readonly Code: string;
  readonly Message: string;
}

export interface BatchOutput<R> {
  readonly Successful?: (R & { readonly Id: string })[];
  readonly Failed?: Failure[];
}

const MOST_ENTRIES = 10;
const ID = /^[\w-]{1,80}$/;

/** What a batch holds: one by one it is checked later, so that one bad entry fails alone. */
export const ENTRIES: v.GenericSchema<unknown, readonly { readonly Id: string }[]> = v.array(
  v.looseObject({ Id: v.string() }),
);

/**
 * Does `one` to each entry: an entry's error is its own failure, not that of the batch.
 * @throws {ServiceError} SQS's own errors for a batch that is none
 */
export function inBatch<R extends object>(
  entries: readonly { readonly Id: string }[],
  one: (entry: Omit<{ readonly Id: string }, "Id">) => R,
): BatchOutput<R> {
  check(entries.map((entry) => entry.Id));
  const successful: (R & { Id: string })[] = [];
  const failed: Failure[] = [];
  for (const { Id, ...entry } of entries) {
    try {
      successful.push({ Id, ...one(entry) });
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      const { name, message, status } = error;
      failed.push({ Id, SenderFault: status < 500, Code: name, Message: message });
    }
  }
  return {
    ...(successful.length > 0 ? { Successful: successful } : {}),
    ...(failed.length > 0 ? { Failed: failed } : {}),
  };
}

function check(ids: readonly string[]): void {
  if (ids.length === 0) {
    throw new ServiceError(
      "EmptyBatchRequest",
      "There should be at least one entry in the request.",
    );
  }
  if (ids.length > MOST_ENTRIES) {
    throw new ServiceError(
      "TooManyEntriesInBatchRequest",
      `Maximum number of entries per request are ${MOST_ENTRIES}. You have sent ${ids.length}.`,
    );
  }
  for (const [index, id] of ids.entries()) {
    if (!ID.test(id)) {
      throw new ServiceError(
        "InvalidBatchEntryId",
        `A batch entry id can only contain alphanumeric characters, hyphens and underscores, at most 80, got ${JSON.stringify(id)}.`,
      );
    }
    if (ids.indexOf(id) !== index) {
      throw new ServiceError("BatchEntryIdsNotDistinct", `Id ${id} repeated.`);
    }
  }
}
