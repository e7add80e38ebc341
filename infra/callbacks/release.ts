import {
  type aws_dynamodb as dynamodb,
  aws_iam as iam,
  type aws_lambda as lambda,
  type aws_sqs as sqs,
} from "aws-cdk-lib";
import { Construct } from "constructs";
import { releaseVariables } from "../../src/callbacks/settings.ts";
import { CLAIMS } from "../../src/callbacks/table.ts";
import { BACKGROUND, bundledFunction } from "../bundled-function.ts";
import { contactEventRule } from "../contact-events.ts";
import { contactRecordMapping, contactRecordPermissions } from "../contact-records.ts";
import { deadEndQueue } from "../dead-end-queue.ts";
import { environmentFor } from "../environment-for.ts";
import type { CallbacksProps } from "./props.ts";

/** Ends claims: told of callbacks by contact events, of callers who hung up by contact records. */
export class CallbackRelease extends Construct {
  readonly handler: lambda.Function;
  readonly mapping: lambda.EventSourceMapping;
  readonly poisonQueue: sqs.Queue;
  readonly onFailureQueue: sqs.Queue;

  constructor(
    scope: Construct,
    id: string,
    props: CallbacksProps & { readonly table: dynamodb.Table },
  ) {
    super(scope, id);
    const { table, connectInstanceArn, maximumConnectionAttempts: attempts } = props;
    this.poisonQueue = deadEndQueue(this, "PoisonQueue", props.encryptionKey);
    this.onFailureQueue = deadEndQueue(this, "OnFailureQueue", props.encryptionKey);
    this.handler = bundledFunction(this, "Function", {
      ...props,
      functionName: props.releaseFunctionName ?? "linekeeper-callbacks-release",
      bundle: "callbacks-release",
      description: "Releases the claims of callbacks that are over",
      size: BACKGROUND,
      environment: environmentFor(releaseVariables, {
        CALLBACK_TABLE: table.tableName,
        CALLBACK_POISON_QUEUE_URL: this.poisonQueue.queueUrl,
        CONNECT_INSTANCE_ARN: connectInstanceArn,
        ...(attempts !== undefined && { CALLBACK_MAXIMUM_CONNECTION_ATTEMPTS: String(attempts) }),
      }),
      permissions: [
        // Contact events carry no caller number: the chain's root finds the claim.
        new iam.PolicyStatement({
          actions: ["dynamodb:Query"],
          resources: [`${table.tableArn}/index/${CLAIMS.ownerIndex}`],
        }),
        // Notes which contact is the callback and which attempts ended, and releases.
        new iam.PolicyStatement({
          actions: ["dynamodb:UpdateItem", "dynamodb:DeleteItem"],
          resources: [table.tableArn],
        }),
        // To the first it sends what can never be parsed; to the second Lambda sends in its name.
        new iam.PolicyStatement({
          actions: ["sqs:SendMessage"],
          resources: [this.poisonQueue.queueArn, this.onFailureQueue.queueArn],
        }),
        ...contactRecordPermissions(props),
      ],
      encryptedServices: ["dynamodb", "sqs"],
    });
    this.mapping = contactRecordMapping(this, "ContactRecords", this.handler, props);
    contactEventRule(this, "ContactEvents", this.handler, {
      connectInstanceArn,
      description: "Contact events of callbacks, for the release of their claims",
      detail: {
        channel: ["VOICE"],
        initiationMethod: ["CALLBACK", "CALLBACK_CUSTOMER_FIRST_DIALED"],
      },
      onFailureQueue: this.onFailureQueue,
    });
  }
}
