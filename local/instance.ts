import { LOCAL_ACCOUNT, LOCAL_REGION } from "./where.ts";

/** The instance whose contacts the stack serves; the template's parameters name it. */
export const LOCAL_INSTANCE = {
  arn: `arn:aws:connect:${LOCAL_REGION}:${LOCAL_ACCOUNT}:instance/10000000-0000-4000-8000-000000000001`,
  account: LOCAL_ACCOUNT,
  region: LOCAL_REGION,
  alias: "demo-bank",
} as const;

/** Where the instance keeps its recordings. */
export const LOCAL_RECORDINGS = {
  bucket: "demo-bank-recordings",
  prefix: `connect/${LOCAL_INSTANCE.alias}/CallRecordings`,
} as const;

/** The log group of its flow log. */
export const LOCAL_FLOW_LOG: string = `/aws/connect/${LOCAL_INSTANCE.alias}`;

/** The secret with the export platform's bearer token; it has a value when it is given one. */
export const LOCAL_TOKEN_SECRET: string = `arn:aws:secretsmanager:${LOCAL_REGION}:${LOCAL_ACCOUNT}:secret:export-api-token-AbCdEf`;

/** The stream that its contact records go to. */
export const CONTACT_RECORDS: string = `arn:aws:kinesis:${LOCAL_REGION}:${LOCAL_ACCOUNT}:stream/contact-records`;

/** What the template's parameters are here, where it has them and nobody says otherwise. */
export const LOCAL_PARAMETERS: Readonly<Record<string, string>> = {
  ConnectInstanceArn: LOCAL_INSTANCE.arn,
  ContactRecordStreamArn: CONTACT_RECORDS,
  FlowLogGroupName: LOCAL_FLOW_LOG,
  RecordingsBucketName: LOCAL_RECORDINGS.bucket,
  RecordingsPrefix: LOCAL_RECORDINGS.prefix,
  ExportApiTokenSecretArn: LOCAL_TOKEN_SECRET,
  // Nobody answers on port 9 (discard): who starts a platform says where.
  ExportApiUrl: "http://127.0.0.1:9",
};
