import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { currentActivity } from "../../clock/activity.ts";
import type { LocalClock } from "../../clock/clock.ts";
import type { Faults } from "../faults/faults.ts";
import { ServiceError } from "../service.ts";
import { answerError } from "./answer.ts";
import { type BehindTheDoor, serve } from "./serve.ts";

/** The one address of the local stack: never an interface that another machine can reach. */
const HOST = "127.0.0.1";

export interface DoorOptions {
  /** 0 takes any free port. */
  readonly port: number;
  readonly services: BehindTheDoor;
  readonly faults: Faults;
  readonly clock: LocalClock;
  /**
   * Told of errors that are no service's answer, that is of bugs; the client gets a 500.
   * @default prints them to stderr
   */
  readonly unexpected?: (error: unknown) => void;
}

export interface Door {
  /** What `AWS_ENDPOINT_URL` is to be, such as `http://127.0.0.1:4566`. */
  readonly url: string;
  readonly port: number;
  /** Ends requests in flight, too. */
  close(): Promise<void>;
}

/** Somebody else listens on the port. */
export class PortTakenError extends Error {
  override readonly name = "PortTakenError";
  readonly port: number;

  constructor(port: number, options: ErrorOptions) {
    super(
      `port ${port} on ${HOST} is taken: stop what listens there, or choose another with --port (0 takes any free one)`,
      options,
    );
    this.port = port;
  }
}

/**
 * Opens the one HTTP door of the local stack. Each request is an activity of the clock, from its
 * arrival until its answer has left.
 * @throws {PortTakenError}
 */
export async function openDoor(options: DoorOptions): Promise<Door> {
  const server = createServer();
  // An idle connection that the server closes just when a client sends makes the SDK retry, and
  // apply a write twice. Connections end with their clients, or with the door.
  server.keepAliveTimeout = 0;
  await listen(server, options.port);
  const { port } = server.address() as AddressInfo;
  const url = `http://${HOST}:${port}`;
  server.on("request", (request, response) => {
    // Sockets inherit the activity of whoever opened the door; their requests are not part of it.
    void currentActivity.run(undefined, () =>
      options.clock.run("door", () =>
        Promise.all([gone(response), respond({ ...options, url }, request, response)]),
      ),
    );
  });
  return { url, port, close: () => close(server) };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      reject(error.code === "EADDRINUSE" ? new PortTakenError(port, { cause: error }) : error);
    });
    server.listen(port, HOST, resolve);
  });
}

/** Resolves when the answer has left, or the client. */
function gone(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => response.once("close", resolve));
}

/** Serves a request, and answers what `serve` throws: never rejects. */
async function respond(
  options: DoorOptions & { readonly url: string },
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    await serve(options, request, response);
  } catch (error) {
    if (error instanceof ServiceError) return answerError(request, response, error);
    // The client went away while it was still sending: nothing was done, nobody is to be told.
    if (!request.complete) return;
    (options.unexpected ?? console.error)(error);
    if (response.headersSent) response.destroy();
    else answerError(request, response, new ServiceError("InternalFailure", String(error), 500));
  }
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
