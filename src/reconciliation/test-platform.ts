import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** `hang` never answers, `drop` closes the connection, `endless` never ends its answer. */
type Reply =
  | { readonly status?: number; readonly headers?: Record<string, string>; readonly body?: unknown }
  | "hang"
  | "endless"
  | "drop";

export interface PlatformCall {
  readonly method: string;
  readonly path: string;
  readonly authorization: string | undefined;
  readonly acceptEncoding: string | string[] | undefined;
  readonly idempotencyKey: string | undefined;
  readonly body: unknown;
}

type Route = "create" | "status" | "metadata";

/** For this room's tests: the export platform's API on 127.0.0.1, answering what a test has it say. */
export class TestPlatform {
  readonly calls: PlatformCall[] = [];
  /** By idempotency key: a repeated one is the job it was. */
  readonly jobs: Map<string, string> = new Map();
  #replies: Record<Route, readonly Reply[]> = { create: [], status: [], metadata: [] };
  readonly #server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const text = Buffer.concat(chunks).toString();
      const call: PlatformCall = {
        method: request.method ?? "",
        path: request.url ?? "",
        authorization: request.headers.authorization,
        acceptEncoding: request.headers["accept-encoding"],
        idempotencyKey: request.headers["idempotency-key"] as string | undefined,
        body: text === "" ? undefined : JSON.parse(text),
      };
      this.calls.push(call);
      send(response, this.#reply(call));
    });
  });

  async listen(): Promise<void> {
    this.#server.listen(0, "127.0.0.1");
    await once(this.#server, "listening");
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/api/`;
  }

  /** What a route says from now on: in order, the last one repeating. */
  says(route: Route, ...replies: readonly Reply[]): void {
    this.#replies[route] = replies;
  }

  reset(): void {
    this.calls.length = 0;
    this.jobs.clear();
    this.#replies = { create: [], status: [], metadata: [] };
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, "close");
  }

  #reply(call: PlatformCall): Reply {
    const route = routeOf(call);
    const [first, ...rest] = this.#replies[route];
    if (first === undefined) return this.#ordinary(route, call);
    if (rest.length > 0) this.#replies[route] = rest;
    return first;
  }

  /** A job that is ready at the first poll. */
  #ordinary(route: Route, { idempotencyKey = "" }: PlatformCall): Reply {
    if (route === "metadata") return { body: METADATA };
    if (route === "status") return { body: READY };
    const known = this.jobs.get(idempotencyKey);
    const exportJobId = known ?? `EXP-JOB-${this.jobs.size + 1}`;
    this.jobs.set(idempotencyKey, exportJobId);
    return { status: known ? 200 : 201, body: { exportJobId, status: "CREATED" } };
  }
}

const READY = {
  status: "COMPLETED",
  downloadUrl: "https://ocp-export.example.com/files/EXP-JOB-9999.zip",
  fileSize: 15_728_640,
  completedAt: "2024-01-15T10:42:00Z",
};

const METADATA = {
  metadata: {
    duration: 324,
    channels: 2,
    sampleRate: 8_000,
    format: "WAV",
    agentId: "AGENT-001",
    queueName: "Sales",
  },
};

const BLANKS = Buffer.alloc(65_536, " ");

function routeOf({ method, path }: PlatformCall): Route {
  if (method === "POST") return "create";
  return path.endsWith("/metadata") ? "metadata" : "status";
}

function send(response: ServerResponse, reply: Reply): void {
  if (reply === "hang") return;
  if (reply === "drop") {
    response.destroy();
    return;
  }
  if (reply === "endless") {
    const more = () => {
      while (!response.destroyed && response.write(BLANKS));
      if (!response.destroyed) response.once("drain", more);
    };
    more();
    return;
  }
  const { status = 200, headers = {}, body = {} } = reply;
  response.writeHead(status, { "content-type": "application/json", ...headers });
  response.end(typeof body === "string" || Buffer.isBuffer(body) ? body : JSON.stringify(body));
}
