// biome-ignore-all lint/style/noRestrictedImports: tests stand outside the house and may use the local services.
import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DeleteItemCommand,
  DynamoDBClient,
  PutItemCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import { SFNClient } from "@aws-sdk/client-sfn";
import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { type Door, openDoor } from "../../local/aws/door/door.ts";
import { openDynamo } from "../../local/aws/dynamodb.ts";
import { Faults } from "../../local/aws/faults/faults.ts";
import { Sqs } from "../../local/aws/sqs/sqs.ts";
import { LocalClock } from "../../local/clock/clock.ts";
import type { StatusChange } from "../../local/states/description.ts";
import { type Integrations, TaskFailure } from "../../local/states/integrations.ts";
import { StatesService } from "../../local/states/service.ts";
import { ACCOUNT, REGION } from "../../test/factories/instance.ts";
import { MORNING } from "../../test/factories/time.ts";
import { reconciliationKey } from "./table.ts";
import { type Filling, filledMachine, TABLE } from "./test-machine.ts";

const MACHINE = "linekeeper-reconciliation";
export const QUEUES = ["requests", "downloads", "dead-letters", "poison"] as const;
type QueueName = (typeof QUEUES)[number];
export type Handler = (input: unknown) => unknown;
type TokenOperation = "SendTaskSuccess" | "SendTaskFailure" | "SendTaskHeartbeat";

/** The services this system stands on, on one driven clock. */
export class TestServices {
  readonly clock: LocalClock = new LocalClock(MORNING);
  readonly faults: Faults = new Faults();
  readonly sqs: Sqs;
  readonly states: StatesService;
  /** Status changes as EventBridge would bring them; nobody has been told of them yet. */
  readonly changes: StatusChange[] = [];
  /** The five functions; a test may put itself in front of one. */
  functions: Record<string, Handler> = {};
  dynamodb!: DynamoDBClient;
  queues!: SQSClient;
  sfn!: SFNClient;
  stateMachineArn = "";
  #door!: Door;
  readonly #dynamo = openDynamo();

  constructor() {
    const home = { region: REGION, account: ACCOUNT };
    this.sqs = new Sqs({ clock: this.clock, ...home });
    for (const name of QUEUES) this.sqs.createQueue({ name, visibilityTimeoutSeconds: 30 });
    this.states = new StatesService({
      clock: this.clock,
      ...home,
      integrations: this.#integrations(),
      onStatusChange: (change) => this.changes.push(change),
    });
  }

  async open(): Promise<this> {
    this.#door = await openDoor({
      port: 0,
      faults: this.faults,
      clock: this.clock,
      services: {
        dynamodb: this.#dynamo.handle,
        states: this.states,
        sqs: this.sqs,
        lambda: async (_name, payload) => ({ payload, log: "" }),
        secretsmanager: { operations: { GetSecretValue: () => ({ SecretString: "token" }) } },
      },
    });
    this.sqs.baseUrl = this.#door.url;
    // Tries once, so that a fault that is asked for once is felt.
    const connection = {
      endpoint: this.#door.url,
      region: REGION,
      credentials: { accessKeyId: "test", secretAccessKey: "test" },
      maxAttempts: 1,
    };
    this.dynamodb = new DynamoDBClient(connection);
    this.queues = new SQSClient(connection);
    this.sfn = new SFNClient(connection);
    await this.dynamodb.send(new CreateTableCommand(TABLE_DEFINITION));
    return this;
  }

  /** Puts the machine in place, from now on with these limits. */
  deploy(filling: Filling = {}): void {
    const deadLetterQueueUrl = this.queueUrl("dead-letters");
    const machine = filledMachine({ deadLetterQueueUrl, ...filling });
    this.stateMachineArn = this.states.addMachine(MACHINE, machine);
  }

  get url(): string {
    return this.#door.url;
  }

  queueUrl(name: QueueName): string {
    return this.sqs.queueUrl(name);
  }

  /** What DynamoDB's TTL does to an item. */
  async forget(dialogGroupId: string): Promise<void> {
    const Key = reconciliationKey(dialogGroupId);
    await this.dynamodb.send(new DeleteItemCommand({ TableName: TABLE, Key }));
  }

  /** An item in some status, with much to tell. */
  async put(dialogGroupId: string, status: string, errorDetails: string): Promise<void> {
    const item = {
      dialogGroupId,
      errorDetails,
      reconciliationStatus: status,
      lastUpdated: new Date(this.clock.now()).toISOString(),
    };
    const fields = Object.entries(item).map(([name, S]) => [name, { S }] as const);
    const Item = { ...reconciliationKey(dialogGroupId), ...Object.fromEntries(fields) };
    await this.dynamodb.send(new PutItemCommand({ TableName: TABLE, Item }));
  }

  /** Answers a task's token. @throws ServiceError TaskTimedOut when nobody waits for it any more */
  async answer(operation: TokenOperation, input: object): Promise<void> {
    await this.states.operations[operation]?.(input as never);
  }

  async close(): Promise<void> {
    for (const client of [this.dynamodb, this.queues, this.sfn]) client.destroy();
    await this.#door.close();
    await this.#dynamo.close();
  }

  protected ask(operation: string, executionArn: string): Record<string, unknown> {
    const ask = this.states.operations[operation];
    return ask?.({ executionArn, maxResults: 1_000 } as never) as Record<string, unknown>;
  }

  #integrations(): Integrations {
    return {
      invokeLambda: async (arn, payload) => {
        try {
          // As JSON, which is what a Lambda function gets and gives.
          const input: unknown = JSON.parse(JSON.stringify(payload));
          const answer = await this.functions[arn.split(":").at(-1) ?? ""]?.(input);
          return JSON.parse(JSON.stringify(answer)) as unknown;
        } catch (error) {
          const { name, message } = error as Error;
          if (name.startsWith("Lambda.")) throw new TaskFailure(name, message);
          const trace = [`${name}: ${message}`, "    at file:///var/task/function.mjs:1:2"];
          const cause = JSON.stringify({ errorType: name, errorMessage: message, trace });
          throw new TaskFailure(name, cause);
        }
      },
      call: async (service, _action, args) => {
        try {
          const { $metadata: _, ...answer } =
            service === "dynamodb"
              ? await this.dynamodb.send(new UpdateItemCommand(args as never))
              : await this.queues.send(new SendMessageCommand(args as never));
          return answer;
        } catch (error) {
          const prefix = service === "dynamodb" ? "DynamoDB" : "SQS";
          throw new TaskFailure(`${prefix}.${(error as Error).name}`, (error as Error).message);
        }
      },
    };
  }
}

const TABLE_DEFINITION: CreateTableCommandInput = {
  TableName: TABLE,
  BillingMode: "PAY_PER_REQUEST",
  AttributeDefinitions: ["PK", "SK", "reconciliationStatus", "lastUpdated"].map(
    (AttributeName) => ({ AttributeName, AttributeType: "S" }),
  ),
  KeySchema: [
    { AttributeName: "PK", KeyType: "HASH" },
    { AttributeName: "SK", KeyType: "RANGE" },
  ],
  GlobalSecondaryIndexes: [
    {
      IndexName: "StatusIndex",
      KeySchema: [
        { AttributeName: "reconciliationStatus", KeyType: "HASH" },
        { AttributeName: "lastUpdated", KeyType: "RANGE" },
      ],
      Projection: { ProjectionType: "ALL" },
    },
  ],
};
