import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { currentActivity } from "../clock/activity.ts";
import type { Origin } from "./authorize.ts";
import type { Fate } from "./fate.ts";
import { type PlatformOptions, PlatformState } from "./platform-state.ts";
import { serve } from "./serve.ts";

/** Never an interface that another machine can reach. */
const HOST = "127.0.0.1";

/** A job as whoever looks from outside may know it. */
interface ListedJob {
  readonly exportJobId: string;
  readonly dialogGroupId: string;
  readonly callId: string;
  /** Epoch milliseconds. */
  readonly createdAt: number;
}

export interface ExportPlatform {
  /** The base of the API: `EXPORT_API_URL`. */
  readonly url: string;
  readonly port: number;
  /** What is to become of a call's exports, from now on, or of one job. */
  script(id: string, fate: Fate): void;
  /** Every call fails for so many virtual seconds. @param status default 500 */
  outage(seconds: number, status?: number): void;
  /** From now on the API takes another bearer token. */
  rotate(token: string): void;
  jobs(): readonly ListedJob[];
  /** Calls so far, by kind and how they ended: `createJob 201`, `jobStatus 429`, `download lost`. */
  counts(): Readonly<Record<string, number>>;
  /** Ends requests in flight, too. */
  close(): Promise<void>;
}

/**
 * Opens the stand-in of the recording platform: the export API (README.md) at one origin, and
 * at another the files of those fates that say so.
 */
export async function openExportPlatform(options: PlatformOptions): Promise<ExportPlatform> {
  const state = new PlatformState(options);
  const api = await listen(state, "api", options.port ?? 0);
  const files = await listen(state, "files", 0);
  state.origins = { api: origin(api), files: origin(files) };
  return {
    url: `${state.origins.api}/v1`,
    port: (api.address() as AddressInfo).port,
    script: (id, fate) => state.script.set(id, fate),
    outage: (seconds, status = 500) => {
      state.outage = { until: state.clock.now() + seconds * 1000, status };
    },
    rotate: (token) => {
      state.token = token;
    },
    jobs: () =>
      state.jobs.all().map(({ id, request: { dialogGroupId, callId }, createdAt }) => ({
        exportJobId: id,
        dialogGroupId,
        callId,
        createdAt,
      })),
    counts: () => state.counts.all(),
    close: async () => {
      await Promise.all([close(api), close(files)]);
    },
  };
}

async function listen(state: PlatformState, origin: Origin, port: number): Promise<Server> {
  const server = createServer();
  // As at the door: a connection that ends just when a client sends looks like a lost answer.
  server.keepAliveTimeout = 0;
  server.on("request", (request, response) => {
    const left = gone(response);
    // Sockets inherit the activity of whoever opened the server; requests are not part of it.
    void currentActivity.run(undefined, () =>
      state.clock.run("export-platform", async () => {
        const ending = await serve(state, origin, request, response).catch((error: unknown) => {
          // A client that went away while it was sending is none of our bugs.
          if (request.complete) console.error(error);
          response.destroy();
          return "answered" as const;
        });
        await (ending === "answered" ? left : state.clock.waiting(left));
      }),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, HOST, resolve);
  });
  return server;
}

/** Resolves when the answer has left, or the client. */
function gone(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => response.once("close", resolve));
}

function origin(server: Server): string {
  return `http://${HOST}:${(server.address() as AddressInfo).port}`;
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
