import { connect } from "node:net";
import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { LocalClock } from "../../clock/clock.ts";
import { type JsonService, ServiceError } from "../service.ts";
import { aDoor, type TestDoor, type TestOptions } from "./a-door.ts";
import { LARGEST_BODY } from "./body.ts";
import { type Door, PortTakenError } from "./door.ts";

const START = Date.UTC(2026, 0, 5, 8);

let clock: LocalClock;
let door: TestDoor;
const open: Door[] = [];

beforeEach(async () => {
  clock = new LocalClock(START);
  door = await anotherDoor();
});

afterEach(async () => {
  await Promise.all(open.splice(0).map((opened) => opened.close()));
});

async function anotherDoor(options: TestOptions = {}): Promise<TestDoor> {
  const opened = await aDoor(clock, options);
  open.push(opened);
  return opened;
}

function post(headers: Record<string, string>, body = "{}", path = "/") {
  return fetch(`${door.url}${path}`, { method: "POST", headers, body });
}

const toStates = (operation: string) => ({ "x-amz-target": `AWSStepFunctions.${operation}` });
const signedFor = (service: string) => ({
  authorization: `AWS4-HMAC-SHA256 Credential=AKID/20260105/ap-southeast-2/${service}/aws4_request, SignedHeaders=host, Signature=0`,
});

describe("on the clock", () => {
  it("lets time pass while a function sleeps", async () => {
    const client = new LambdaClient(door.settings);
    const answered = client.send(new InvokeCommand({ FunctionName: "sleeper", Payload: "7" }));
    await arrived(door);
    await clock.advance(60_000);
    expect((await answered).Payload?.transformToString()).toBe("7");
  });

  it("does not confuse a request with the activity that opened the door", async () => {
    const seen: number[] = [];
    clock.at(START + 5, () => seen.push(clock.now()));
    await clock.drive(async () => {
      const inside = await anotherDoor();
      for (let i = 0; i < 5; i += 1) await (await fetch(inside.url)).text();
      seen.push(clock.now());
    });
    expect(seen).toEqual([START]);
  });

  it("holds the clock until a request is answered", async () => {
    const order: string[] = [];
    const slow: JsonService = {
      operations: {
        StartExecution: async () => {
          for (let i = 0; i < 50; i += 1) await turn();
          order.push("answered");
          return {};
        },
      },
    };
    const other = await anotherDoor({ services: { states: slow } });
    clock.at(START + 1, () => order.push("time went on"));
    const asked = fetch(other.url, {
      method: "POST",
      headers: toStates("StartExecution"),
      body: "{}",
    });
    await arrived(other);
    await clock.advance(10);
    await asked;
    expect(order).toEqual(["answered", "time went on"]);
  });
});

const refused = async (answer: Response) => {
  const body = (await answer.json()) as { __type: string; message: string };
  expect(answer.headers.get("x-amzn-requestid")).toBeTruthy();
  expect(answer.headers.get("x-amzn-errortype")).toBe(body.__type);
  return [answer.status, body.__type, body.message] as const;
};

describe("what is refused", () => {
  it("an operation that is not there, however it is called", async () => {
    for (const operation of ["CreateActivity", "toString", "__proto__"]) {
      expect(await refused(await post(toStates(operation)))).toEqual([
        400,
        "UnknownOperationException",
        `Step Functions of the local stack does not know ${operation}. It knows StartExecution, DescribeExecution, ListExecutions: see local/SUPPORT.md`,
      ]);
    }
    const [status, , message] = await refused(await post(signedFor("states")));
    expect([status, message]).toEqual([400, expect.stringContaining("without X-Amz-Target")]);
  });

  it.each([["{"], [""], ["[]"], ["null"], ['"text"']])("the body %j", async (body) => {
    expect(await refused(await post(toStates("StartExecution"), body))).toMatchObject([
      400,
      "SerializationException",
      expect.stringContaining("expected a JSON object"),
    ]);
  });

  it("a body over the limit, declared or not", async () => {
    const headers = toStates("StartExecution");
    const big = "x".repeat(LARGEST_BODY + 1);
    expect(await refused(await post(headers, big))).toMatchObject([
      413,
      "RequestTooLargeException",
      expect.stringContaining(`at most ${LARGEST_BODY} bytes`),
    ]);
    const parts = new ReadableStream({
      start(controller) {
        for (let i = 0; i < 9; i += 1) controller.enqueue(new Uint8Array(1024 * 1024));
        controller.close();
      },
    });
    const undeclared = await fetch(door.url, {
      method: "POST",
      headers,
      body: parts,
      duplex: "half",
    });
    expect((await refused(undeclared)).slice(0, 2)).toEqual([413, "RequestTooLargeException"]);
  });

  it("a service that is not there, naming those that are", async () => {
    const there = "It serves DynamoDB, Step Functions, SQS, Lambda: see local/SUPPORT.md";
    expect(await refused(await post({ "x-amz-target": "Kinesis_20131202.PutRecord" }))).toEqual([
      404,
      "UnknownOperationException",
      `the local stack has no target "Kinesis_20131202.PutRecord". ${there}`,
    ]);
    for (const unsigned of [signedFor("s3"), {}]) {
      const xml = await (await post(unsigned, "", "/else")).text();
      expect(xml).toContain(`<Message>the local stack has no service "s3". ${there}</Message>`);
    }
    const presigned =
      "/?X-Amz-Credential=AKID%2F20260105%2Fap-southeast-2%2Fconnect%2Faws4_request";
    expect((await refused(await post({}, "", presigned)))[2]).toContain('service "connect"');
    expect((await refused(await post(signedFor("iam"))))[2]).toContain('service "iam"');
  });

  it("anything of Lambda but Invoke", async () => {
    const functions = await fetch(`${door.url}/2015-03-31/functions/`, {
      headers: signedFor("lambda"),
    });
    expect(await refused(functions)).toEqual([
      404,
      "UnknownOperationException",
      expect.stringContaining("Lambda of the local stack knows Invoke and nothing else"),
    ]);
  });

  it("AWS's old Query protocol, in words that its clients can read", async () => {
    const answer = await post(
      { ...signedFor("sqs"), "content-type": "application/x-www-form-urlencoded; charset=utf-8" },
      "Action=ListQueues",
    );
    const xml = await answer.text();
    expect(xml).toMatch(/^<ErrorResponse><Error>.*<Code>UnknownOperationException<\/Code>/);
    expect(xml).toContain("SQS of the local stack does not know a request without X-Amz-Target");
  });

  it("a service that an endpoint outside has taken over, naming it", async () => {
    const other = await anotherDoor({ services: { sqs: "http://127.0.0.1:9324" } });
    const answer = await fetch(other.url, {
      method: "POST",
      headers: { "x-amz-target": "AmazonSQS.ListQueues" },
      body: "{}",
    });
    expect(await refused(answer)).toEqual([
      421,
      "MisdirectedRequestException",
      "SQS is not behind this door but at http://127.0.0.1:9324: set AWS_ENDPOINT_URL_SQS=http://127.0.0.1:9324",
    ]);
  });

  it("nothing silently: a bug is reported, and answered as the service's failure", async () => {
    expect(await refused(await post(toStates("ListExecutions")))).toEqual([
      500,
      "InternalFailure",
      "TypeError: a bug",
    ]);
    expect(door.unexpected).toEqual([expect.any(TypeError)]);
  });
});

describe("Connect", () => {
  it("is whatever was put behind the door, its errors and the faults of its operations", async () => {
    const other = await anotherDoor({
      services: {
        connect: async (request, response) => {
          if (request.url === "/contacts/i/none") {
            throw new ServiceError("ResourceNotFoundException", "no such contact", 404);
          }
          const chunks = await request.toArray();
          response.end(JSON.stringify({ url: request.url, body: String(chunks) }));
        },
      },
    });
    const ask = (method: string, path: string, body?: string) =>
      fetch(`${other.url}${path}`, {
        method,
        headers: signedFor("connect"),
        ...(body !== undefined && { body }),
      });
    expect(await (await ask("POST", "/contact/stop", "{}")).json()).toEqual({
      url: "/contact/stop",
      body: "{}",
    });
    expect(await refused(await ask("GET", "/contacts/i/none"))).toMatchObject([
      404,
      "ResourceNotFoundException",
      "no such contact",
    ]);
    other.faults.add({
      service: "connect",
      operation: "DescribeContact",
      fault: { kind: "throttle" },
    });
    expect((await ask("POST", "/contact/stop", "{}")).status).toBe(200);
    expect((await refused(await ask("GET", "/contacts/i/c"))).slice(0, 2)).toEqual([
      429,
      "TooManyRequestsException",
    ]);
  });
});

describe("the door itself", () => {
  it("says what it is to whoever asks", async () => {
    const other = await anotherDoor({ services: { sqs: "http://127.0.0.1:9324" } });
    const answer = await fetch(other.url);
    expect([answer.status, await answer.json()]).toMatchObject([
      200,
      {
        product: "linekeeper",
        services: { dynamodb: other.url, states: other.url, sqs: "http://127.0.0.1:9324" },
        supported: "local/SUPPORT.md",
      },
    ]);
  });

  it("says so when its port is taken, and what to do", async () => {
    const taken = anotherDoor({ port: door.port });
    await expect(taken).rejects.toBeInstanceOf(PortTakenError);
    await expect(taken).rejects.toMatchObject({
      port: door.port,
      message: expect.stringMatching(new RegExp(`port ${door.port} .* --port`)),
    });
  });

  it("closes with requests in flight, and leaves its port", async () => {
    const socket = connect(door.port, "127.0.0.1");
    const closed = new Promise((resolve) => socket.once("close", resolve));
    socket.on("error", () => {});
    socket.write("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n{");
    const poll = fetch(door.url, {
      method: "POST",
      headers: { "x-amz-target": "AmazonSQS.ReceiveMessage" },
      body: JSON.stringify({ QueueUrl: door.sqs.queueUrl("work"), WaitTimeSeconds: 20 }),
    });
    await Promise.all([door.close(), closed, expect(poll).rejects.toThrow()]);
    const again = await anotherDoor({ port: door.port });
    expect(again.port).toBe(door.port);
    expect(door.unexpected).toEqual([]);
  });
});

/** Until the door's first call is there. */
async function arrived(at: TestDoor): Promise<void> {
  while (at.faults.calls.size === 0) await turn();
}

/** One turn of the event loop. */
function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
