import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Clock } from "../../aws/clock.ts";

/** How the worker is, as its health check sees it. */
export interface Health {
  readonly status: "healthy" | "stuck" | "stopping";
  /** Whether the last look into the queue got an answer. */
  readonly receiving: boolean;
  /** Since the loop last went round. */
  readonly loopAgeSeconds: number;
  readonly downloads: number;
}

/**
 * What the receiving loop notes of itself. With its hands full it waits for a download to end, which
 * may take as long as the task's token lives: that is work, and not being stuck.
 */
export class LoopState {
  readonly #clock: Clock;
  readonly #stuckMs: number;
  readonly #concurrency: number;
  #turnedAt: number;
  #receiving = false;
  #downloads = 0;
  #stopping = false;

  constructor(clock: Clock, stuckMs: number, concurrency: number) {
    this.#clock = clock;
    this.#stuckMs = stuckMs;
    this.#concurrency = concurrency;
    this.#turnedAt = clock.now();
  }

  turn(): void {
    this.#turnedAt = this.#clock.now();
  }

  holds(downloads: number): void {
    this.#downloads = downloads;
  }

  received(answered: boolean): void {
    this.#receiving = answered;
  }

  stop(): void {
    this.#stopping = true;
  }

  health(): Health {
    const age = this.#clock.now() - this.#turnedAt;
    const stuck = age > this.#stuckMs && this.#downloads < this.#concurrency;
    return {
      status: this.#stopping ? "stopping" : stuck ? "stuck" : "healthy",
      receiving: this.#receiving && !this.#stopping,
      loopAgeSeconds: Math.floor(age / 1_000),
      downloads: this.#downloads,
    };
  }
}

/** Answers every GET with the health: 200, or 503 when the loop is stuck. */
export async function serveHealth(
  state: LoopState,
  address: { readonly host: string; readonly port: number },
): Promise<{ readonly port: number; close(): void }> {
  const server = createServer((_, response) => {
    const health = state.health();
    response.writeHead(health.status === "stuck" ? 503 : 200, {
      "content-type": "application/json",
    });
    response.end(JSON.stringify(health));
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(address.port, address.host, resolve);
  });
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  return { port: (server.address() as AddressInfo).port, close };
}
