import type { ServerResponse } from "node:http";
import type { LocalClock } from "../clock/clock.ts";
import type { Ending } from "./answer.ts";
import type { Archive } from "./archive.ts";
import type { DownloadFault } from "./fate.ts";

/** Waits for `wait`, and lets time pass for whoever waits for the rest of the archive meanwhile. */
export type Pause = (wait: () => Promise<void>) => Promise<void>;

/**
 * Sends an archive as its client takes it, and as the fault has it. While the client is waited for,
 * time may pass: it may have a reason of its own to wait.
 */
export async function sendArchive(
  clock: LocalClock,
  response: ServerResponse,
  archive: Archive,
  fault: DownloadFault | undefined,
  pause: Pause = (wait) => wait(),
): Promise<Ending> {
  response.writeHead(200, {
    "Content-Type": "application/zip",
    "Content-Length": archive.bytes,
  });
  response.flushHeaders();
  for (const { part, isStop } of parted(archive, stops(fault, archive.bytes))) {
    if (part.length > 0) await clock.waiting(taken(response, part));
    if (response.destroyed) return "withheld";
    if (!isStop) continue;
    if (fault?.kind === "slow") {
      await pause(() => clock.sleep((fault.seconds * 1000) / fault.pieces));
    }
    if (fault?.kind === "stall") return "withheld";
    if (fault?.kind === "break") {
      response.destroy();
      return "withheld";
    }
  }
  response.end();
  return "withheld";
}

/** Resolves when the client's side of the connection has it, or the client is gone. */
function taken(response: ServerResponse, part: Uint8Array): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      response.off("close", done);
      resolve();
    };
    if (response.destroyed) return resolve();
    response.once("close", done);
    response.write(part, done);
  });
}

/** The bytes after which something happens, in rising order. */
function stops(fault: DownloadFault | undefined, bytes: number): number[] {
  switch (fault?.kind) {
    case "slow":
      return Array.from({ length: fault.pieces }, (_, piece) =>
        Math.floor((bytes * piece) / fault.pieces),
      );
    case "stall":
    case "break":
      return [Math.floor(bytes * fault.after)];
    default:
      return [];
  }
}

/** The content, cut where something is to happen. */
function* parted(
  archive: Archive,
  at: number[],
): Generator<{ readonly part: Uint8Array; readonly isStop: boolean }> {
  let sent = 0;
  for (const chunk of archive.chunks()) {
    let rest = chunk;
    while (at[0] !== undefined && at[0] <= sent + rest.length) {
      const part = rest.subarray(0, at[0] - sent);
      rest = rest.subarray(part.length);
      sent += part.length;
      at.shift();
      yield { part, isStop: true };
    }
    if (rest.length > 0) yield { part: rest, isStop: false };
    sent += rest.length;
  }
}
