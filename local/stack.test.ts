import { GetObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { DeleteMessageCommand, SendMessageCommand } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ServiceError } from "./aws/service.ts";
import { LocalClock } from "./clock/clock.ts";
import { type LocalStack, startStack } from "./stack.ts";
import { anAssembly, removeAssemblies } from "./template/an-assembly.ts";
import { LOCAL_CREDENTIALS, LOCAL_REGION } from "./where.ts";

const START = Date.UTC(2026, 0, 5, 8);
const MINUTE = 60_000;
const FLOW_LOG = "/aws/connect/demo-bank";

/** Says what it was given, under its own name. */
const SAYS = "export const handler = async (event) => { console.log(JSON.stringify(event)); };";

/** Puts the body of each message into the bucket, under the message's id. */
const FILES = `export const handler = async ({ Records }) => {
  const { AWS_ENDPOINT_URL, BUCKET } = process.env;
  for (const { messageId, body } of Records) {
    const url = AWS_ENDPOINT_URL + "/" + BUCKET + "/" + messageId;
    const { status } = await fetch(url, { method: "PUT", body });
    if (status !== 200) throw new Error("status " + status);
  }
};`;

const arnOf = (id: string) => ({ "Fn::GetAtt": [id, "Arn"] });
const aFunction = (bundle: string, variables: object = {}) => ({
  Type: "AWS::Lambda::Function",
  Properties: {
    Handler: "index.handler",
    Runtime: "nodejs24.x",
    Code: { S3Key: `${bundle}.zip` },
    Environment: { Variables: variables },
  },
});
const aTarget = (id: string) => ({ Id: "Target0", Arn: arnOf(id) });

const TEMPLATE = {
  Parameters: {
    RecordingsBucketName: { Type: "String" },
    TokenArn: { Type: "String" },
  },
  Resources: {
    Filer: aFunction("files", { BUCKET: { Ref: "Files" } }),
    OnFile: aFunction("says"),
    OnRecording: aFunction("says"),
    OnFlowLog: aFunction("says"),
    Sweep: aFunction("says"),
    Requests: {
      Type: "AWS::SQS::Queue",
      Properties: { RedrivePolicy: { deadLetterTargetArn: arnOf("Dead"), maxReceiveCount: 2 } },
    },
    Dead: { Type: "AWS::SQS::Queue" },
    Downloads: { Type: "AWS::SQS::Queue" },
    Files: {
      Type: "AWS::S3::Bucket",
      Properties: {
        NotificationConfiguration: {
          LambdaConfigurations: [{ Event: "s3:ObjectCreated:*", Function: arnOf("OnFile") }],
        },
      },
    },
    Mapping: {
      Type: "AWS::Lambda::EventSourceMapping",
      Properties: { EventSourceArn: arnOf("Requests"), FunctionName: { Ref: "Filer" } },
    },
    Recordings: {
      Type: "AWS::Events::Rule",
      Properties: {
        EventPattern: {
          source: ["aws.s3"],
          detail: { bucket: { name: [{ Ref: "RecordingsBucketName" }] } },
        },
        Targets: [aTarget("OnRecording")],
      },
    },
    Slots: {
      Type: "AWS::Events::Rule",
      Properties: { ScheduleExpression: "cron(0/5 * * * ? *)", Targets: [aTarget("Sweep")] },
    },
    FlowLog: {
      Type: "AWS::Logs::SubscriptionFilter",
      Properties: {
        LogGroupName: FLOW_LOG,
        FilterPattern: "Set",
        DestinationArn: arnOf("OnFlowLog"),
      },
    },
    Worker: {
      Type: "AWS::ECS::TaskDefinition",
      Properties: {
        ContainerDefinitions: [
          {
            Name: "worker",
            Environment: [
              { Name: "QUEUE_URL", Value: { Ref: "Downloads" } },
              { Name: "TOKEN_ARN", Value: { Ref: "TokenArn" } },
            ],
          },
        ],
      },
    },
    Token: { Type: "AWS::SecretsManager::Secret", Properties: { Name: "token" } },
    Topic: { Type: "AWS::SNS::Topic" },
  },
};

let clock: LocalClock;
let stack: LocalStack;
beforeAll(async () => {
  clock = new LocalClock(START);
  stack = await startStack({
    port: 0,
    startAt: START,
    clock,
    endpoints: {},
    assembly: anAssembly(TEMPLATE, { says: SAYS, files: FILES }),
    parameters: { TokenArn: "outside-token" },
    secrets: { token: "s1", "outside-token": "s2" },
    connect: () => {
      throw new ServiceError("ResourceNotFoundException", "no such contact", 404);
    },
  });
});

afterAll(async () => {
  await stack?.close();
  removeAssemblies();
});

/** What a function said: its events. */
function said(name: string): readonly unknown[] {
  return stack.functions.logs.of(name).map(({ text }) => JSON.parse(text) as unknown);
}

describe("a stack of everything that the template may declare", () => {
  it("reads queues into functions, which reach S3, which tells functions", async () => {
    const QueueUrl = stack.sqs.queueUrl("Requests");
    const sent = await stack.clients.sqs.send(
      new SendMessageCommand({ QueueUrl, MessageBody: "hello" }),
    );
    const { MessageId = "" } = sent;
    await stack.clock.advance(MINUTE);
    expect(stack.objects.read("files", MessageId).toString()).toBe("hello");
    expect(said("OnFile")).toMatchObject([{ Records: [{ s3: { object: { key: MessageId } } }] }]);
    expect(stack.sqs.peek("Requests")).toEqual([]);
  });

  it("retries a message while S3 fails, and gives it up when it was received often enough", async () => {
    const faults = [1, 2].map(() =>
      stack.faults.add({ service: "s3", operation: "PutObject", fault: { kind: "error" } }),
    );
    stack.sqs.send("Requests", "once");
    await stack.clock.advance(5 * MINUTE);
    expect(faults.map(({ hits }) => hits)).toEqual([1, 1]);
    expect(stack.sqs.peek("Dead").map(({ body }) => body)).toEqual(["once"]);
  });

  it("tells the event bus of recordings, in buckets that are not its own", async () => {
    const object = { Bucket: "demo-bank-recordings", Key: "connect/c1.wav" };
    await stack.s3.send(new PutObjectCommand({ ...object, Body: "x" }));
    await stack.clock.settle();
    expect(said("OnRecording")).toMatchObject([
      { source: "aws.s3", detail: { object: { key: "connect/c1.wav" } } },
    ]);
    const { LastModified } = await stack.s3.send(new GetObjectCommand(object));
    expect(LastModified).toEqual(new Date(stack.clock.now()));
  });

  it("hands log lines on, in batches", async () => {
    stack.putLogLine(FLOW_LOG, { ContactFlowModuleType: "SetRecordingBehavior" });
    stack.putLogLine(FLOW_LOG, "PlayPrompt");
    await stack.clock.advance(MINUTE);
    expect(said("OnFlowLog")).toEqual([{ awslogs: { data: expect.any(String) } }]);
  });

  it("fires its schedules at their minutes, in its own time", async () => {
    const before = said("Sweep").length;
    await stack.clock.advance(10 * MINUTE);
    const [first, second] = said("Sweep").slice(before) as { time: string }[];
    expect([first, second]).toMatchObject([
      { source: "aws.events", "detail-type": "Scheduled Event", detail: {} },
      {},
    ]);
    expect(Date.parse(second?.time ?? "") - Date.parse(first?.time ?? "")).toBe(5 * MINUTE);
    expect(Date.parse(first?.time ?? "") % (5 * MINUTE)).toBe(0);
  });

  it("gives secrets their values, those of the template and those from outside", async () => {
    const connection = {
      endpoint: stack.url,
      region: LOCAL_REGION,
      credentials: LOCAL_CREDENTIALS,
    };
    const client = new SecretsManagerClient(connection);
    const value = async (SecretId: string) =>
      (await client.send(new GetSecretValueCommand({ SecretId }))).SecretString;
    expect([await value("token"), await value("outside-token")]).toEqual(["s1", "s2"]);
    stack.secrets.set("token", "s3");
    expect(await value("token")).toBe("s3");
    client.destroy();
  });

  it("runs a worker on its queue, in the container's environment", async () => {
    const seen: unknown[] = [];
    const consumer = stack.consume(
      "Downloads",
      async ({ body, receiptHandle: ReceiptHandle }) => {
        const { QUEUE_URL: QueueUrl, TOKEN_ARN, AWS_ENDPOINT_URL, PATH } = process.env;
        console.log("works");
        await stack.clock.sleep(1_000);
        await stack.clients.sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
        seen.push({ body, TOKEN_ARN, AWS_ENDPOINT_URL, PATH });
      },
      { concurrency: 2, container: "worker" },
    );
    stack.sqs.send("Downloads", "a");
    await stack.clock.advance(MINUTE);
    consumer.stop();
    const own = { TOKEN_ARN: "outside-token", AWS_ENDPOINT_URL: stack.url, PATH: undefined };
    expect(seen).toEqual([{ body: "a", ...own }]);
    expect(stack.sqs.peek("Downloads")).toEqual([]);
    expect(stack.functions.logs.of("worker").map(({ text }) => text)).toEqual(["works"]);
    expect(() => stack.inContainer("none", () => 0)).toThrow(
      "the template has no container none; it has: worker",
    );
  });

  it("answers for Connect as it was told to", async () => {
    const answer = await fetch(`${stack.url}/contacts/i/c`, {
      headers: { authorization: "AWS4-HMAC-SHA256 Credential=A/20260105/r/connect/aws4_request" },
    });
    expect([answer.status, answer.headers.get("x-amzn-errortype")]).toEqual([
      404,
      "ResourceNotFoundException",
    ]);
  });

  it("had no problem of its own", () => {
    expect(stack.delivery.problems).toEqual([]);
  });
});

it("leaves nothing behind when it is closed: no timer, no port, no clock", async () => {
  const running = () =>
    process.getActiveResourcesInfo().filter((one) => /Timeout|Immediate|TCP/.test(one)).length;
  const before = running();
  const other = await startStack({
    port: 0,
    startAt: START,
    endpoints: {},
    assembly: anAssembly(TEMPLATE, { says: SAYS, files: FILES }),
    parameters: { TokenArn: "t" },
  });
  other.sqs.send("Requests", "a");
  other.clock.pace();
  await other.close();
  // Sockets that were closed are gone a turn later.
  for (let turns = 0; turns < 50 && running() > before; turns += 1) {
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(running()).toBeLessThanOrEqual(before);
});
