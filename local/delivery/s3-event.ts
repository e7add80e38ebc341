import { randomUUID } from "node:crypto";
import type { CreatedObject } from "../aws/s3/store.ts";
import type { BusEvent } from "./event-bus.ts";

/** A created object, and where and when that was. */
export interface ObjectCreation extends CreatedObject {
  readonly region: string;
  readonly account: string;
  /** Hexadecimal. */
  readonly sequencer: string;
  readonly requestId: string;
}

const EVENT_NAMES = {
  PutObject: "ObjectCreated:Put",
  CompleteMultipartUpload: "ObjectCreated:CompleteMultipartUpload",
} as const;

/** What a function or a queue receives (S3 user guide, "Event message structure"). */
export function s3Event(created: ObjectCreation, configurationId: string): object {
  const { bucket, key, size, etag, at, region, account, requestId, sequencer } = created;
  const owner = { principalId: account };
  return {
    Records: [
      {
        eventVersion: "2.1",
        eventSource: "aws:s3",
        awsRegion: region,
        eventTime: new Date(at).toISOString(),
        eventName: EVENT_NAMES[created.reason],
        userIdentity: { principalId: `AWS:${account}` },
        requestParameters: { sourceIPAddress: "127.0.0.1" },
        responseElements: { "x-amz-request-id": requestId, "x-amz-id-2": requestId },
        s3: {
          s3SchemaVersion: "1.0",
          configurationId,
          bucket: { name: bucket, ownerIdentity: owner, arn: `arn:aws:s3:::${bucket}` },
          object: { key: encodedKey(key), size, eTag: etag, sequencer },
        },
      },
    ],
  };
}

/** What the event bus receives (S3 user guide, "EventBridge event message structure"). */
export function objectCreatedEvent(created: ObjectCreation): BusEvent {
  const { bucket, key, size, etag, at, region, account, requestId, sequencer } = created;
  return {
    version: "0",
    id: randomUUID(),
    "detail-type": "Object Created",
    source: "aws.s3",
    account,
    time: `${new Date(at).toISOString().slice(0, 19)}Z`,
    region,
    resources: [`arn:aws:s3:::${bucket}`],
    detail: {
      version: "0",
      bucket: { name: bucket },
      object: { key, size, etag, sequencer },
      "request-id": requestId,
      requester: account,
      "source-ip-address": "127.0.0.1",
      reason: created.reason,
    },
  };
}

/** Keys are URL-encoded in notifications, as a form encodes them; on the event bus they are not. */
function encodedKey(key: string): string {
  return key
    .split("/")
    .map((part) => encodeURIComponent(part).replaceAll("%20", "+"))
    .join("/");
}
