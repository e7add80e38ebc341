import { createHmac, timingSafeEqual } from "node:crypto";
import type { LocalClock } from "../clock/clock.ts";
import type { Random } from "../random.ts";
import { alarm } from "./alarm.ts";
import { type StateFailure, TaskTimeout } from "./failure.ts";
import type { Json } from "./json.ts";

/** Where a task waits for somebody to answer its token. */
interface Waiter {
  succeed(output: Json): void;
  fail(failure: StateFailure): void;
}

interface OpenToken {
  readonly waiter: Waiter;
  readonly heartbeatSeconds: number | undefined;
  stopHeartbeat: () => void;
}

/** What is known about a token: `closed` ones were real but nobody waits for them any more. */
type TokenState = "open" | "closed" | "unknown";

/** The task tokens of one service. Closed ones are not kept: a token proves itself that it is real. */
export class TaskTokens {
  readonly #clock: LocalClock;
  readonly #key: string;
  readonly #open = new Map<string, OpenToken>();

  constructor(clock: LocalClock, random: Random) {
    this.#clock = clock;
    this.#key = random.uuid();
  }

  /** A fresh token; nobody waits for it yet. */
  mint(random: Random): string {
    const body = Buffer.from(`${random.uuid()}${random.uuid()}`).toString("base64url");
    return `AQCE${body}${this.#proof(body)}`;
  }

  /** From here on the token can be answered. The heartbeat runs from now, before anybody has it. */
  open(token: string, waiter: Waiter, heartbeatSeconds: number | undefined): void {
    const opened = { waiter, heartbeatSeconds, stopHeartbeat: () => {} };
    this.#open.set(token, opened);
    this.#expectHeartbeat(opened);
  }

  close(token: string): void {
    this.#open.get(token)?.stopHeartbeat();
    this.#open.delete(token);
  }

  state(token: string): TokenState {
    if (this.#open.has(token)) return "open";
    const body = token.slice(4, -64);
    const proof = Buffer.from(this.#proof(body));
    const given = Buffer.from(token.slice(-64));
    const genuine = token.startsWith("AQCE") && given.length === proof.length;
    return genuine && timingSafeEqual(given, proof) ? "closed" : "unknown";
  }

  succeed(token: string, output: Json): void {
    this.#open.get(token)?.waiter.succeed(output);
    this.close(token);
  }

  fail(token: string, failure: StateFailure): void {
    this.#open.get(token)?.waiter.fail(failure);
    this.close(token);
  }

  heartbeat(token: string): void {
    const opened = this.#open.get(token);
    if (!opened) return;
    opened.stopHeartbeat();
    this.#expectHeartbeat(opened);
  }

  #expectHeartbeat(opened: OpenToken): void {
    if (opened.heartbeatSeconds === undefined) return;
    const due = this.#clock.now() + 1_000 * opened.heartbeatSeconds;
    opened.stopHeartbeat = alarm(this.#clock, due, () =>
      // The history says States.Timeout; Retry and Catch may also name the heartbeat.
      opened.waiter.fail(new TaskTimeout("States.HeartbeatTimeout")),
    );
  }

  #proof(body: string): string {
    return createHmac("sha256", this.#key).update(body).digest("hex");
  }
}
