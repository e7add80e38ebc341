import {
  ArnFormat,
  Duration,
  type aws_dynamodb as dynamodb,
  aws_events as events,
  aws_iam as iam,
  type aws_lambda as lambda,
  Stack,
  type aws_sqs as sqs,
  type aws_stepfunctions as stepfunctions,
  aws_events_targets as targets,
} from "aws-cdk-lib";
import { Construct } from "constructs";
import { watchdogVariables } from "../../src/reconciliation/settings.ts";
import { RECONCILIATIONS } from "../../src/reconciliation/table.ts";
import { acknowledgeWildcard } from "../acknowledgements.ts";
import { bundledFunction } from "../bundled-function.ts";
import { deadEndQueue } from "../dead-end-queue.ts";
import { letEventsUseKey, readHistory } from "../encryption.ts";
import { environmentFor } from "../environment-for.ts";
import { keepFailures } from "../on-failure.ts";
import type { NamedReconciliationProps } from "./props.ts";

/** Time for all items in progress of a bad day; an invocation that is cut off is repeated. */
const SIZE = { memorySize: 256, timeout: Duration.minutes(5) };

type WatchdogProps = NamedReconciliationProps & {
  readonly table: dynamodb.Table;
  readonly machine: stepfunctions.StateMachine;
  readonly deadLetterQueue: sqs.Queue;
  readonly poisonQueue: sqs.Queue;
};

/** Books what executions could not: told of their ends by Step Functions, and by a schedule. */
export class ReconciliationWatchdog extends Construct {
  readonly handler: lambda.Function;
  readonly onFailureQueue: sqs.Queue;

  constructor(scope: Construct, id: string, props: WatchdogProps) {
    super(scope, id);
    const { name, encryptionKey, machine } = props;
    this.onFailureQueue = deadEndQueue(
      this,
      "OnFailureQueue",
      encryptionKey,
      `${name}-watchdog-failures`,
    );
    this.handler = this.#function(props);
    letEventsUseKey(encryptionKey);
    keepFailures(this.handler, this.onFailureQueue);
    const target = () =>
      new targets.LambdaFunction(this.handler, { deadLetterQueue: this.onFailureQueue });
    new events.Rule(this, "StatusChanges", {
      description: "Reconciliations that did not succeed",
      eventPattern: {
        source: ["aws.states"],
        detailType: ["Step Functions Execution Status Change"],
        detail: {
          status: ["FAILED", "TIMED_OUT", "ABORTED"],
          stateMachineArn: [machine.stateMachineArn],
        },
      },
      targets: [target()],
    });
    new events.Rule(this, "Schedule", {
      description: "Looks for reconciliations of which no end was heard",
      schedule: events.Schedule.rate(Duration.minutes(15)),
      targets: [target()],
    });
  }

  #function(props: WatchdogProps): lambda.Function {
    const { name, table, machine, deadLetterQueue, poisonQueue, timeout, encryptionKey } = props;
    const executions = Stack.of(this).formatArn({
      service: "states",
      resource: "execution",
      resourceName: `${name}:*`,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    const handler = bundledFunction(this, "Function", {
      ...props,
      functionName: `${name}-watchdog`,
      bundle: "reconciliation-watchdog",
      description: "Books the reconciliations that could not book their own end",
      size: SIZE,
      environment: environmentFor(watchdogVariables, {
        RECONCILIATION_TABLE: table.tableName,
        RECONCILIATION_STATE_MACHINE_ARN: machine.stateMachineArn,
        RECONCILIATION_DEAD_LETTER_QUEUE_URL: deadLetterQueue.queueUrl,
        RECONCILIATION_POISON_QUEUE_URL: poisonQueue.queueUrl,
        ...(timeout && { RECONCILIATION_TIMEOUT_SECONDS: String(timeout.toSeconds()) }),
      }),
      permissions: [
        // What has been in progress for too long.
        new iam.PolicyStatement({
          actions: ["dynamodb:Query"],
          resources: [`${table.tableArn}/index/${RECONCILIATIONS.statusIndex}`],
        }),
        new iam.PolicyStatement({
          actions: ["dynamodb:GetItem", "dynamodb:UpdateItem"],
          resources: [table.tableArn],
        }),
        // How an execution ended. Its name is not known before.
        new iam.PolicyStatement({ actions: ["states:DescribeExecution"], resources: [executions] }),
        // The letter that was not sent; what can never be parsed; and Lambda, in its name, what
        // failed in every attempt.
        new iam.PolicyStatement({
          actions: ["sqs:SendMessage"],
          resources: [deadLetterQueue, poisonQueue, this.onFailureQueue].map(
            ({ queueArn }) => queueArn,
          ),
        }),
        // Whose input it asks for where the event has none.
        ...readHistory(encryptionKey, machine.stateMachineArn),
      ],
      encryptedServices: ["dynamodb", "sqs"],
    });
    acknowledgeWildcard(handler.role, "anyExecutionOfItsMachine", "Resource", executions);
    return handler;
  }
}
