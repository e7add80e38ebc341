import { paginateListObjectsV2, type S3Client } from "@aws-sdk/client-s3";
import { contactIdBelow, recordingPrefixes } from "../connect/recording-key.ts";
import type { ContactRow } from "./table.ts";

export interface RecordingsRoom {
  readonly s3: S3Client;
  readonly recordings: { readonly bucket: string; readonly prefix: string };
}

/**
 * Looks for the recording of an agent call in the bucket: at most three listings, each of what lies
 * under one contact's id on one day.
 *
 * @returns `<bucket>/<key>`, or undefined
 * @throws the SDK's error
 */
export async function findRecording(
  { s3, recordings }: RecordingsRoom,
  { contactId, connectedToAgentAt }: ContactRow,
): Promise<string | undefined> {
  if (connectedToAgentAt === undefined) return undefined;
  const { bucket, prefix } = recordings;
  for (const Prefix of recordingPrefixes(prefix, contactId, connectedToAgentAt)) {
    for await (const page of paginateListObjectsV2({ client: s3 }, { Bucket: bucket, Prefix })) {
      const found = (page.Contents ?? []).find(
        ({ Key = "", Size }) => Size !== 0 && contactIdBelow(prefix, Key) === contactId,
      );
      if (found) return `${bucket}/${found.Key}`;
    }
  }
  return undefined;
}
