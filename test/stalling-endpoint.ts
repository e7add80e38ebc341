import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/**
 * How an endpoint keeps its client waiting: it never answers, stops in the middle of the answer, goes
 * on with it byte by byte, or asks the client to come back later.
 */
export type Stall = "silent" | "stops" | "drips" | "later";

export interface StallingEndpoint {
  readonly url: string;
  /** How often it was asked. */
  readonly calls: number;
  close(): void;
}

/** An endpoint of AWS that keeps every client waiting, which `local/aws/faults` cannot do. */
export async function openStallingEndpoint(stall: Stall): Promise<StallingEndpoint> {
  let calls = 0;
  const server = createServer((request, response) => {
    request.resume();
    request.on("end", () => {
      calls += 1;
      STALLS[stall](response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get calls() {
      return calls;
    },
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

const STALLS: Readonly<Record<Stall, (response: ServerResponse) => void>> = {
  silent: () => {},
  stops: (response) => begin(response),
  drips: (response) => {
    begin(response);
    const drip = setInterval(() => response.write(" "), 10);
    response.on("close", () => clearInterval(drip));
  },
  later: (response) => {
    response.writeHead(503, { "Retry-After": "20" }).end("{}");
  },
};

function begin(response: ServerResponse): void {
  response.writeHead(200, { "Content-Type": "application/x-amz-json-1.0" });
  response.write("{");
}
