import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { SFNClient } from "@aws-sdk/client-sfn";

type Operation = "StartExecution" | "DescribeExecution";

/** `hang` never answers, `drop` closes the connection. */
export type Reply = { readonly status: number; readonly body: unknown } | "hang" | "drop";

export interface Call {
  readonly operation: Operation;
  readonly input: Readonly<Record<string, string>>;
}

/**
 * For this room's tests: the wire of Step Functions (AwsJson 1.0) on 127.0.0.1, so that the SDK's own
 * parsing, retries and time limits are part of what is tested.
 */
export class StepFunctionsServer {
  readonly calls: Call[] = [];
  reply: (call: Call) => Reply;
  readonly #clients: SFNClient[] = [];
  readonly #server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const target = String(request.headers["x-amz-target"]);
      const call = {
        operation: target.slice(target.indexOf(".") + 1) as Operation,
        input: JSON.parse(Buffer.concat(chunks).toString()),
      };
      this.calls.push(call);
      send(response, this.reply(call));
    });
  });

  constructor(reply: (call: Call) => Reply) {
    this.reply = reply;
  }

  async listen(): Promise<void> {
    this.#server.listen(0, "127.0.0.1");
    await once(this.#server, "listening");
  }

  /** @param attempts all calls the SDK may make for one; @param requestTimeout milliseconds */
  client(attempts = 1, requestTimeout = 2_000): SFNClient {
    const client = new SFNClient({
      region: "ap-southeast-2",
      endpoint: `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`,
      credentials: { accessKeyId: "test", secretAccessKey: "test" },
      maxAttempts: attempts,
      requestHandler: { requestTimeout, throwOnRequestTimeout: true },
    });
    this.#clients.push(client);
    return client;
  }

  async close(): Promise<void> {
    for (const client of this.#clients) client.destroy();
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, "close");
  }
}

export function ok(body: unknown): Reply {
  return { status: 200, body };
}

export function awsError(status: number, name: string): Reply {
  return { status, body: { __type: `com.amazonaws.states#${name}`, message: "no" } };
}

/**
 * Step Functions' own rule for names: open, with the same input, is the same execution; anything
 * else under a name that was used is refused.
 */
export function startOnce(open: Map<string, string>, { input }: Call): Reply {
  const { name = "", stateMachineArn = "" } = input;
  const known = open.get(name);
  if (known !== undefined && known !== input["input"]) {
    return awsError(400, "ExecutionAlreadyExists");
  }
  open.set(name, input["input"] ?? "");
  const executionArn = `${stateMachineArn.replace(":stateMachine:", ":execution:")}:${name}`;
  return ok({ executionArn, startDate: 1_700_000_000 });
}

function send(response: ServerResponse, reply: Reply): void {
  if (reply === "hang") return;
  if (reply === "drop") {
    response.destroy();
    return;
  }
  response.writeHead(reply.status, { "content-type": "application/x-amz-json-1.0" });
  response.end(typeof reply.body === "string" ? reply.body : JSON.stringify(reply.body));
}
