declare module "dynalite" {
  import type { Server } from "node:http";

  /** Milliseconds that a table stays in CREATING, DELETING and UPDATING. */
  interface Options {
    readonly createTableMs?: number;
    readonly deleteTableMs?: number;
    readonly updateTableMs?: number;
  }

  /** A server that need not listen: it serves what is emitted as its `request` event. */
  function dynalite(options?: Options): Server;
  export = dynalite;
}
