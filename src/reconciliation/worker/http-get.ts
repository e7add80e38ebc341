import { get, type IncomingMessage } from "node:http";
import { get as getSecure } from "node:https";
import { PassingTroubleError } from "./failure.ts";

/** What is asked of a host that is waited for, on the wall clock: sockets keep real time. */
export interface Patience {
  /** How long nothing may come, and for how long less may come than the rate says. */
  readonly idleMs: number;
  /** Bytes per second, of a body. */
  readonly leastRate: number;
}

export interface GetOptions {
  readonly headers: Readonly<Record<string, string>>;
  /** Until the head of the answer is there. */
  readonly idleMs: number;
  readonly signal: AbortSignal;
}

/**
 * Asks for one address; redirects are the caller's to follow, and nothing is decoded. `fetch` would
 * do both, and cannot be told how long a silence is too long.
 * @throws PassingTroubleError without the address
 */
export function httpGet(url: URL, options: GetOptions): Promise<IncomingMessage> {
  const { headers, idleMs, signal } = options;
  const secure = url.protocol === "https:";
  return new Promise((resolve, reject) => {
    // A connection of its own: an archive takes minutes, and the next one may come hours later.
    const asked = { headers, signal, agent: false } as const;
    const request = secure ? getSecure(url, asked) : get(url, asked);
    let answered = false;
    let waits = 0;
    sampled(idleMs, () => {
      waits += 1;
      if (!answered && waits === SAMPLES) request.destroy(silence());
      return !answered && !request.destroyed;
    });
    request.once("response", (response) => {
      answered = true;
      // Its reader is told by the iteration; without a listener it would end the process.
      response.on("error", () => {});
      resolve(response);
    });
    request.on("error", (error) => reject(trouble(error)));
  });
}

/** In so many parts a wait is counted: what this process is busy with is not the other side's. */
const SAMPLES = 20;

/**
 * Takes a sample of a wait after each part of it, until told to stop. A socket's own timeout would
 * also count while the reader is busy, and begin anew with each byte.
 */
function sampled(idleMs: number, sample: () => boolean): void {
  AbortSignal.timeout(Math.ceil(idleMs / SAMPLES)).addEventListener("abort", () => {
    if (sample()) sampled(idleMs, sample);
  });
}

/**
 * The body, piece by piece. The other side's silence counts only while a piece is waited for, and
 * ends the wait after `idleMs`. So does a trickle: a host that gives a byte now and then would keep
 * its reader for ever.
 * @throws PassingTroubleError without the address
 */
export async function* bodyOf(
  response: IncomingMessage,
  { idleMs, leastRate }: Patience,
): AsyncGenerator<Buffer, void> {
  const pieces: AsyncIterator<Buffer> = response[Symbol.asyncIterator]();
  const enough = (leastRate * idleMs) / 1_000;
  let [bytes, waits] = [0, 0];
  let waiting = false;
  sampled(idleMs, () => {
    if (waiting) waits += 1;
    if (waits === SAMPLES) {
      if (bytes < enough) response.destroy(bytes === 0 ? silence() : tooSlow());
      [bytes, waits] = [0, 0];
    }
    return !response.destroyed;
  });
  try {
    for (;;) {
      waiting = true;
      const { value, done } = await pieces.next();
      waiting = false;
      if (done) return;
      bytes += value.length;
      yield value;
    }
  } catch (error) {
    throw trouble(error);
  } finally {
    response.destroy();
  }
}

function silence(): PassingTroubleError {
  return new PassingTroubleError("the download host fell silent");
}

function tooSlow(): PassingTroubleError {
  return new PassingTroubleError("the download host is too slow");
}

/** Node's own errors quote addresses: only their code is kept. */
function trouble(error: unknown): PassingTroubleError {
  if (error instanceof PassingTroubleError) return error;
  const code = error instanceof Error && "code" in error ? String(error.code) : "no connection";
  return new PassingTroubleError(`the download was cut off (${code})`);
}
