import { get, type IncomingMessage } from "node:http";
import { get as getSecure } from "node:https";
import { PassingTroubleError } from "./failure.ts";

export interface GetOptions {
  readonly headers: Readonly<Record<string, string>>;
  /** How long nothing may come while something is waited for, on the wall clock. */
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
    const asked = { headers, signal, agent: false, timeout: idleMs } as const;
    const request = secure ? getSecure(url, asked) : get(url, asked);
    const fellSilent = () => request.destroy(silence());
    request.on("timeout", fellSilent);
    request.once("response", (response) => {
      request.off("timeout", fellSilent);
      // Its reader is told by the iteration; without a listener it would end the process.
      response.on("error", () => {});
      resolve(response);
    });
    request.on("error", (error) => reject(trouble(error)));
  });
}

/**
 * The body, piece by piece. The other side's silence counts only while a piece is waited for, and
 * ends the wait after `idleMs`, at the latest after twice as long.
 * @throws PassingTroubleError without the address
 */
export async function* bodyOf(
  response: IncomingMessage,
  idleMs: number,
): AsyncGenerator<Buffer, void> {
  const pieces: AsyncIterator<Buffer> = response[Symbol.asyncIterator]();
  let waits = 0;
  let waiting = false;
  // A socket's own timeout would also count while the reader is busy, and count once only.
  const watch = (before: number | undefined): void => {
    AbortSignal.timeout(idleMs).addEventListener("abort", () => {
      if (response.destroyed) return;
      if (waiting && waits === before) response.destroy(silence());
      else watch(waiting ? waits : undefined);
    });
  };
  watch(undefined);
  try {
    for (;;) {
      waits += 1;
      waiting = true;
      const { value, done } = await pieces.next();
      waiting = false;
      if (done) return;
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

/** Node's own errors quote addresses: only their code is kept. */
function trouble(error: unknown): PassingTroubleError {
  if (error instanceof PassingTroubleError) return error;
  const code = error instanceof Error && "code" in error ? String(error.code) : "no connection";
  return new PassingTroubleError(`the download was cut off (${code})`);
}
