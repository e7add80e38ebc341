import type {
  aws_cloudwatch as cloudwatch,
  aws_dynamodb as dynamodb,
  aws_lambda as lambda,
  aws_sqs as sqs,
} from "aws-cdk-lib";
import { Construct } from "constructs";
import { TRACKERS, TRACKERS_TABLE_NAME } from "../src/trackers/table.ts";
import { connectFunction } from "./connect-function.ts";
import { contactRecordMapping } from "./contact-records.ts";
import { deadEndQueue } from "./dead-end-queue.ts";
import { expiringTable } from "./expiring-table.ts";
import { trackerAlarms } from "./trackers/alarms.ts";
import { checkFunction, recordFunction } from "./trackers/functions.ts";
import type { TrackersProps } from "./trackers/props.ts";

/**
 * A caller who was cut off can go on where they were. Contact records leave the trackers, and flows
 * ask for them with `checkFunction`; `src/trackers/README.md` has what they send and hear.
 */
export class Trackers extends Construct {
  readonly table: dynamodb.Table;
  readonly checkFunction: lambda.Function;
  readonly recordFunction: lambda.Function;
  /** Records that can never be parsed. */
  readonly poisonQueue: sqs.Queue;
  readonly alarms: readonly cloudwatch.Alarm[];

  constructor(scope: Construct, id: string, props: TrackersProps) {
    super(scope, id);
    this.table = expiringTable(this, "Table", {
      ...props,
      tableName: props.tableName ?? TRACKERS_TABLE_NAME,
      partitionKey: TRACKERS.key,
      ttl: TRACKERS.ttl,
    });
    this.poisonQueue = deadEndQueue(this, "PoisonQueue", props.encryptionKey);
    this.checkFunction = checkFunction(this, this.table, props);
    connectFunction(this.checkFunction, props.connectInstanceArn);
    this.recordFunction = recordFunction(this, this.table, this.poisonQueue, props);
    const mapping = contactRecordMapping(this, "ContactRecords", this.recordFunction, props);
    this.alarms = trackerAlarms(this, props, { ...this, mapping });
  }
}
