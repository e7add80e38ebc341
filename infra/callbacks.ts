import {
  type aws_cloudwatch as cloudwatch,
  aws_dynamodb as dynamodb,
  type aws_lambda as lambda,
  type aws_sqs as sqs,
} from "aws-cdk-lib";
import { Construct } from "constructs";
import { CLAIMS, CLAIMS_TABLE_NAME } from "../src/callbacks/table.ts";
import { callbackAlarms } from "./callbacks/alarms.ts";
import { cancelFunction } from "./callbacks/cancel.ts";
import { claimFunction } from "./callbacks/claim.ts";
import type { CallbacksProps } from "./callbacks/props.ts";
import { CallbackRelease } from "./callbacks/release.ts";
import { connectFunction } from "./connect-function.ts";
import { expiringTable } from "./expiring-table.ts";

/**
 * A caller who asked for a callback is in line once, and their number is free again when the callback
 * is over. Flows call `setFunction` before they create a callback, `clearFunction` when that fails,
 * and `cancelFunction` when the caller no longer wants it; `src/callbacks/README.md` has what they send and hear.
 */
export class Callbacks extends Construct {
  readonly table: dynamodb.Table;
  readonly setFunction: lambda.Function;
  readonly clearFunction: lambda.Function;
  readonly cancelFunction: lambda.Function;
  readonly releaseFunction: lambda.Function;
  /** Events and records that can never be parsed. */
  readonly poisonQueue: sqs.Queue;
  /** Contact events that failed in every attempt. */
  readonly onFailureQueue: sqs.Queue;
  readonly alarms: readonly cloudwatch.Alarm[];

  constructor(scope: Construct, id: string, props: CallbacksProps) {
    super(scope, id);
    this.table = expiringTable(this, "Table", {
      ...props,
      tableName: props.tableName ?? CLAIMS_TABLE_NAME,
      partitionKey: CLAIMS.key,
      ttl: CLAIMS.ttl,
    });
    this.table.addGlobalSecondaryIndex({
      indexName: CLAIMS.ownerIndex,
      partitionKey: { name: CLAIMS.owner, type: dynamodb.AttributeType.STRING },
      projectionType: dynamodb.ProjectionType.ALL,
    });
    this.setFunction = claimFunction(this, "Set", this.table, props);
    this.clearFunction = claimFunction(this, "Clear", this.table, props);
    this.cancelFunction = cancelFunction(this, this.table, props);
    for (const called of [this.setFunction, this.clearFunction, this.cancelFunction]) {
      connectFunction(called, props.connectInstanceArn);
    }
    const release = new CallbackRelease(this, "Release", { ...props, table: this.table });
    this.releaseFunction = release.handler;
    this.poisonQueue = release.poisonQueue;
    this.onFailureQueue = release.onFailureQueue;
    this.alarms = callbackAlarms(this, props, { ...this, mapping: release.mapping });
  }
}
