import type { Server } from "node:http";
import dynalite from "dynalite";
import type { RawService } from "./door/serve.ts";

/** DynamoDB in memory: dynalite, reached through the door alone, without a port of its own. */
export interface LocalDynamo {
  readonly handle: RawService;
  /** Forgets every table; later requests are cut off. */
  close(): Promise<void>;
}

export function openDynamo(): LocalDynamo {
  const instant = { createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 };
  let server: Server | undefined = dynalite(instant);
  return {
    handle: (request, response) => {
      if (server) server.emit("request", request, response);
      else response.destroy();
    },
    close: async () => {
      // Its own close() wants a server that listens; nothing but memory is held here.
      server = undefined;
    },
  };
}
