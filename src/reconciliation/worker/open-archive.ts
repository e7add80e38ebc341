import type { IncomingMessage } from "node:http";
import type { Secret } from "../../aws/secret.ts";
import { awsTrouble } from "./aws-trouble.ts";
import { allowedUrl, type DownloadHosts } from "./download-url.ts";
import { DownloadFailedError, PassingTroubleError } from "./failure.ts";
import { bodyOf, httpGet, type Patience } from "./http-get.ts";

export interface ArchiveRoom {
  readonly downloads: DownloadHosts;
  readonly token: Secret;
  readonly patience: Patience;
}

/** An archive on its way. */
export interface Archive {
  /** As the answer's Content-Length says; undefined where it has none. */
  readonly bytes: number | undefined;
  readonly pieces: AsyncIterable<Buffer>;
  /** Lets go of the connection, also where nothing of the archive was read. */
  close(): void;
}

const MOST_REDIRECTS = 5;
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);
const BUSY: ReadonlySet<number> = new Set([408, 425, 429]);

/**
 * Asks for an archive. Each address on the way is held against the allowed hosts, and only the API's
 * own origin is told the token; a refused token is read anew, once.
 * @throws DownloadFailedError, PassingTroubleError
 */
export async function openArchive(
  room: ArchiveRoom,
  address: string,
  signal: AbortSignal,
): Promise<Archive> {
  const { downloads, patience } = room;
  let url = allowedUrl(address, downloads);
  let refused: string | undefined;
  for (let redirects = 0; redirects <= MOST_REDIRECTS; ) {
    const bearer =
      url.origin === downloads.apiUrl.origin ? await tokenOf(room, refused) : undefined;
    const headers = {
      "accept-encoding": "identity",
      ...(bearer !== undefined && { authorization: `Bearer ${bearer}` }),
    };
    const response = await httpGet(url, { headers, idleMs: patience.idleMs, signal });
    const status = response.statusCode ?? 0;
    if (status === 200) return archiveOf(response, patience);
    response.destroy();
    if (status === 401 && bearer !== undefined && refused === undefined) {
      refused = bearer;
    } else if (REDIRECTS.has(status)) {
      const { location } = response.headers;
      if (!location)
        throw new DownloadFailedError("the download redirects, and does not say where");
      url = allowedUrl(location, downloads, url);
      redirects += 1;
    } else {
      throw refusal(response);
    }
  }
  throw new DownloadFailedError(`the download redirects more than ${MOST_REDIRECTS} times`);
}

async function tokenOf({ token }: ArchiveRoom, refused: string | undefined): Promise<string> {
  try {
    return await (refused === undefined ? token.text() : token.refreshed(refused));
  } catch (error) {
    throw awsTrouble("Secrets Manager", error);
  }
}

function archiveOf(response: IncomingMessage, patience: Patience): Archive {
  const { "content-encoding": encoding = "identity", "content-length": length } = response.headers;
  if (encoding !== "identity") {
    response.destroy();
    throw new DownloadFailedError("the download host encodes the archive, which nobody asked for");
  }
  return {
    bytes: length === undefined ? undefined : Number(length),
    pieces: bodyOf(response, patience),
    close: () => response.destroy(),
  };
}

function refusal({ statusCode: status = 0, headers }: IncomingMessage): Error {
  const text = `the download host answered HTTP ${status}`;
  if (status < 500 && !BUSY.has(status)) return new DownloadFailedError(text);
  // One that names a date has it as long as the pauses between our tries last.
  const asked = headers["retry-after"] ?? "";
  return new PassingTroubleError(
    text,
    /^\d+$/.test(asked) ? { retryAfterSeconds: Number(asked) } : {},
  );
}
