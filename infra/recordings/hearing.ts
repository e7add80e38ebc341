import {
  type aws_dynamodb as dynamodb,
  aws_iam as iam,
  type aws_lambda as lambda,
  type aws_sqs as sqs,
  Token,
} from "aws-cdk-lib";
import { Construct } from "constructs";
import {
  contactEventVariables,
  flowLogVariables,
  objectCreatedVariables,
  parseBlocks,
} from "../../src/recordings/settings.ts";
import { BACKGROUND, bundledFunction } from "../bundled-function.ts";
import { contactEventRule } from "../contact-events.ts";
import { environmentFor } from "../environment-for.ts";
import { keepFailures } from "../on-failure.ts";
import { BucketEventSource } from "./bucket-events.ts";
import { FlowLogSubscription } from "./flow-log.ts";
import { ledgerEnvironment } from "./ledger.ts";
import type { NamedRecordingsProps } from "./props.ts";

type Props = NamedRecordingsProps & {
  readonly table: dynamodb.Table;
  readonly poisonQueue: sqs.Queue;
  readonly onFailureQueue: sqs.Queue;
};

/** The three ways in which the watch hears of contacts and recordings, and what brings them. */
export class RecordingsHearing extends Construct {
  readonly flowLogFunction: lambda.Function;
  readonly contactEventFunction: lambda.Function;
  readonly objectCreatedFunction: lambda.Function;

  constructor(scope: Construct, id: string, props: Props) {
    super(scope, id);
    this.flowLogFunction = this.#flowLog(props);
    this.contactEventFunction = this.#contactEvent(props);
    this.objectCreatedFunction = this.#objectCreated(props);
  }

  #flowLog(props: Props): lambda.Function {
    const { flowLogGroupName, recordingBlocks, onFailureQueue } = props;
    const blocks = recordingBlocks?.join(",");
    if (blocks !== undefined && !Token.isUnresolved(blocks)) parseBlocks(blocks);
    const handler = this.#function("FlowLog", "flow-log", props, {
      description: "Takes the contacts with a recording block into the ledger",
      environment: environmentFor(flowLogVariables, {
        ...ledgerEnvironment(props),
        RECORDING_POISON_QUEUE_URL: props.poisonQueue.queueUrl,
        ...(blocks !== undefined && { RECORDING_BLOCKS: blocks }),
      }),
    });
    keepFailures(handler, onFailureQueue);
    if (flowLogGroupName !== undefined) {
      new FlowLogSubscription(this, "Subscription", { ...props, handler, flowLogGroupName });
    }
    return handler;
  }

  #contactEvent(props: Props): lambda.Function {
    const { connectInstanceArn, onFailureQueue } = props;
    const handler = this.#function("ContactEvent", "contact-event", props, {
      description: "Notes in the ledger what becomes of contacts",
      environment: environmentFor(contactEventVariables, {
        ...ledgerEnvironment(props),
        RECORDING_POISON_QUEUE_URL: props.poisonQueue.queueUrl,
        CONNECT_INSTANCE_ARN: connectInstanceArn,
      }),
    });
    contactEventRule(this, "ContactEvents", handler, {
      connectInstanceArn,
      description: "Contact events of calls, for the recording watch",
      detail: { channel: ["VOICE"] },
      onFailureQueue,
    });
    return handler;
  }

  #objectCreated(props: Props): lambda.Function {
    const handler = this.#function("ObjectCreated", "object-created", props, {
      description: "Notes in the ledger which recordings there are",
      environment: environmentFor(objectCreatedVariables, {
        ...ledgerEnvironment(props),
        RECORDING_POISON_QUEUE_URL: props.poisonQueue.queueUrl,
        RECORDINGS_BUCKET: props.recordings.bucketName,
        RECORDINGS_PREFIX: props.recordingsPrefix,
      }),
    });
    keepFailures(handler, props.onFailureQueue);
    new BucketEventSource(this, "BucketEvents", { ...props, handler });
    return handler;
  }

  /** Each reads a row and writes it anew. */
  #function(
    id: string,
    bundle: string,
    props: Props,
    own: { readonly description: string; readonly environment: Record<string, string> },
  ): lambda.Function {
    return bundledFunction(this, id, {
      ...props,
      ...own,
      functionName: `${props.name}-${bundle}`,
      bundle: `recordings-${bundle}`,
      size: BACKGROUND,
      permissions: [
        new iam.PolicyStatement({
          actions: ["dynamodb:GetItem", "dynamodb:PutItem"],
          resources: [props.table.tableArn],
        }),
        // To the first it sends what can never be parsed; to the second Lambda sends in its name.
        new iam.PolicyStatement({
          actions: ["sqs:SendMessage"],
          resources: [props.poisonQueue.queueArn, props.onFailureQueue.queueArn],
        }),
      ],
      encryptedServices: ["dynamodb", "sqs"],
    });
  }
}
