import { gzipSync } from "node:zlib";
import type { CloudWatchLogsEvent } from "aws-lambda";
import { ACCOUNT, INSTANCE_ARN, REGION } from "../factories/instance.ts";
import { eventTime, MORNING } from "../factories/time.ts";
import { BUCKET } from "./endpoints.ts";

/** A line of a recording block, as Connect writes it into the flow log. */
export function aRecordingLine(
  contactId: string,
  option: "Enable" | "Disable" = "Enable",
  at: number = MORNING,
  parameters: Readonly<Record<string, string>> = {},
) {
  return {
    ContactId: contactId,
    ContactFlowId: `${INSTANCE_ARN}/contact-flow/f0000000-0000-4000-8000-000000000001`,
    ContactFlowName: "entry",
    ContactFlowModuleType: "SetRecordingBehavior",
    Identifier: "d0000000-0000-4000-8000-000000000001",
    Timestamp: eventTime(at),
    Parameters: {
      RecordingBehaviorOption: option,
      RecordingParticipantOption: "All",
      AnalyticsBehaviorOption: "Disable",
      ...parameters,
    },
  };
}

/** Lines as a subscription filter delivers them; one that is a text is written as it is. */
export function aLogSubscription(
  lines: readonly unknown[],
  messageType = "DATA_MESSAGE",
): CloudWatchLogsEvent {
  const payload = {
    messageType,
    owner: ACCOUNT,
    logGroup: "/aws/connect/demo-bank",
    logStream: "2026/01/04",
    subscriptionFilters: ["recordings"],
    logEvents: lines.map((line, index) => ({
      id: `log-${index}`,
      timestamp: MORNING,
      message: typeof line === "string" ? line : JSON.stringify(line),
    })),
  };
  return { awslogs: { data: gzipSync(JSON.stringify(payload)).toString("base64") } };
}

/** S3's own notification of a created object: the key is URL-encoded. */
export function anS3Notification(key: string, more: { size?: number; bucket?: string } = {}) {
  return {
    Records: [
      {
        eventVersion: "2.1",
        eventSource: "aws:s3",
        awsRegion: REGION,
        eventTime: eventTime(MORNING),
        eventName: "ObjectCreated:Put",
        s3: {
          s3SchemaVersion: "1.0",
          bucket: { name: more.bucket ?? BUCKET },
          object: {
            key: encodeURIComponent(key).replaceAll("%2F", "/").replaceAll("%20", "+"),
            size: more.size ?? 4_000,
          },
        },
      },
    ],
  };
}

/** EventBridge's event of a created object: the key is as it is. */
export function anObjectCreatedEvent(key: string) {
  return {
    version: "0",
    id: "e",
    "detail-type": "Object Created",
    source: "aws.s3",
    account: ACCOUNT,
    time: eventTime(MORNING),
    region: REGION,
    resources: [`arn:aws:s3:::${BUCKET}`],
    detail: {
      version: "0",
      bucket: { name: BUCKET },
      object: { key, size: 4_000, etag: "0" },
      reason: "PutObject",
    },
  };
}
