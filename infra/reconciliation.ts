import {
  type aws_cloudwatch as cloudwatch,
  Duration,
  aws_dynamodb as dynamodb,
  type aws_lambda as lambda,
  type aws_sqs as sqs,
  type aws_stepfunctions as stepfunctions,
} from "aws-cdk-lib";
import { Construct } from "constructs";
import { RECONCILIATION_TABLE_NAME, RECONCILIATIONS } from "../src/reconciliation/table.ts";
import { deadEndQueue } from "./dead-end-queue.ts";
import { expiringTable } from "./expiring-table.ts";
import { reconciliationAlarms } from "./reconciliation/alarms.ts";
import { type MachineFunctions, machineFunctions } from "./reconciliation/functions.ts";
import { reconciliationMachine } from "./reconciliation/machine.ts";
import type {
  NamedReconciliationProps,
  ReconciliationProps,
  RequestQueue,
} from "./reconciliation/props.ts";
import { reconciliationTrigger } from "./reconciliation/trigger.ts";
import { ReconciliationWatchdog } from "./reconciliation/watchdog.ts";
import { ReconciliationWorkers } from "./reconciliation/workers.ts";
import { type WorkQueue, workQueue } from "./work-queue.ts";

/**
 * A recording that is missing is fetched from the export platform, to where the recording watch looks
 * for it, or somebody hears that it could not be. Requests come in by `requestQueue`;
 * `src/reconciliation/README.md` has what they say.
 */
export class Reconciliation extends Construct {
  readonly table: dynamodb.Table;
  readonly requestQueue: RequestQueue;
  /** Requests that failed in every attempt; none where the queue was given. */
  readonly requestDeadLetterQueue: sqs.Queue | undefined;
  readonly triggerFunction: lambda.Function;
  readonly machineFunctions: MachineFunctions;
  readonly stateMachine: stepfunctions.StateMachine;
  /** What the workers take their downloads from, and where those go that never end. */
  readonly downloads: WorkQueue;
  readonly workers: ReconciliationWorkers;
  readonly watchdogFunction: lambda.Function;
  /** A letter for each reconciliation that failed. */
  readonly deadLetterQueue: sqs.Queue;
  /** Requests, downloads and events that can never be parsed. */
  readonly poisonQueue: sqs.Queue;
  /** Events that the watchdog failed on in every attempt. */
  readonly onFailureQueue: sqs.Queue;
  readonly alarms: readonly cloudwatch.Alarm[];

  constructor(scope: Construct, id: string, props: ReconciliationProps) {
    super(scope, id);
    const { name = "linekeeper-reconciliation", encryptionKey } = props;
    const named: NamedReconciliationProps = {
      ...props,
      name,
      alarmNamePrefix: props.alarmNamePrefix ?? name,
    };
    this.table = this.#table(props);
    const requests = props.requestQueue ? undefined : this.#requests(named);
    this.requestQueue = props.requestQueue ?? (requests as WorkQueue).queue;
    this.requestDeadLetterQueue = requests?.deadLetterQueue;
    this.downloads = this.#downloads(named);
    this.deadLetterQueue = deadEndQueue(this, "DeadLetters", encryptionKey, `${name}-dead-letters`);
    this.poisonQueue = deadEndQueue(this, "Poison", encryptionKey, `${name}-poison`);
    this.machineFunctions = machineFunctions(this, named, this.downloads);
    const { table, poisonQueue, deadLetterQueue, requestQueue } = this;
    const machine = reconciliationMachine(this, named, {
      table,
      deadLetterQueue,
      functions: this.machineFunctions,
    });
    this.stateMachine = machine;
    const shared = { table, machine, poisonQueue };
    this.triggerFunction = reconciliationTrigger(this, named, { ...shared, requestQueue });
    const watchdog = new ReconciliationWatchdog(this, "Watchdog", {
      ...named,
      ...shared,
      deadLetterQueue,
    });
    this.watchdogFunction = watchdog.handler;
    this.onFailureQueue = watchdog.onFailureQueue;
    this.workers = new ReconciliationWorkers(this, "Workers", {
      ...named,
      machine,
      poisonQueue,
      downloads: this.downloads.queue,
    });
    this.alarms = reconciliationAlarms(this, named, this);
  }

  /** For a dashboard: in the order in which a reconciliation comes to them. */
  get functions(): readonly lambda.Function[] {
    return [this.triggerFunction, ...Object.values(this.machineFunctions), this.watchdogFunction];
  }

  #table(props: ReconciliationProps): dynamodb.Table {
    const table = expiringTable(this, "Table", {
      ...props,
      tableName: props.tableName ?? RECONCILIATION_TABLE_NAME,
      partitionKey: RECONCILIATIONS.partitionKey,
      sortKey: RECONCILIATIONS.sortKey,
      ttl: RECONCILIATIONS.ttl,
    });
    table.addGlobalSecondaryIndex({
      indexName: RECONCILIATIONS.statusIndex,
      partitionKey: { name: RECONCILIATIONS.status, type: dynamodb.AttributeType.STRING },
      sortKey: { name: RECONCILIATIONS.lastUpdated, type: dynamodb.AttributeType.STRING },
      projectionType: dynamodb.ProjectionType.ALL,
    });
    return table;
  }

  #requests({ name, encryptionKey }: NamedReconciliationProps): WorkQueue {
    return workQueue(this, "Requests", {
      queueName: `${name}-requests`,
      // Six times the trigger's timeout (Lambda developer guide, services-sqs-configure).
      visibilityTimeout: Duration.minutes(6),
      retentionPeriod: Duration.days(14),
      // An hour and a half outlasts a passing fault of the store.
      maxReceiveCount: 15,
      encryptionKey,
    });
  }

  #downloads({ name, encryptionKey }: NamedReconciliationProps): WorkQueue {
    return workQueue(this, "Downloads", {
      queueName: `${name}-downloads`,
      // Until a worker's first heartbeat, which extends it.
      visibilityTimeout: Duration.minutes(5),
      // The machine gives a download up after two hours; its URL should not be kept for longer.
      retentionPeriod: Duration.days(1),
      // A worker that is stopped hands its downloads back, which counts. Those that go on when their
      // execution has ended are deleted by whoever receives them next.
      maxReceiveCount: 20,
      encryptionKey,
    });
  }
}
