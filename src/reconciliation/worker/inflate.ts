import { createInflateRaw, type InflateRaw } from "node:zlib";
import type { ByteSource } from "./byte-source.ts";
import { DownloadFailedError } from "./failure.ts";

const PIECE = 64 * 1024;

/**
 * Unpacks deflated data, and takes no byte from the source that is not part of it. At most a few
 * pieces are unpacked ahead of the reader, however well they were packed.
 * @param length of the packed data; undefined: it ends where the deflate stream says so
 * @throws DownloadFailedError
 */
export async function* inflated(
  source: ByteSource,
  length: number | undefined,
): AsyncGenerator<Buffer, void> {
  const engine = createInflateRaw({ chunkSize: PIECE });
  const feeding = feed(engine, source, length);
  // Told to the reader below; when the reader leaves before, nobody needs to know.
  feeding.catch((error) => engine.destroy(error));
  try {
    yield* engine as AsyncIterable<Buffer>;
    await feeding;
  } catch (error) {
    throw isZlibError(error)
      ? new DownloadFailedError("the archive is damaged", { cause: error })
      : error;
  } finally {
    engine.destroy();
  }
}

async function feed(
  engine: InflateRaw,
  source: ByteSource,
  length: number | undefined,
): Promise<void> {
  const from = source.position;
  for (;;) {
    const missing = length === undefined ? PIECE : length - (source.position - from);
    const piece = missing > 0 ? await source.some(Math.min(missing, PIECE)) : undefined;
    if (piece === undefined) break;
    if (piece.length === 0) throw new DownloadFailedError("the archive is cut short");
    await written(engine, piece);
    const unused = source.position - from - engine.bytesWritten;
    if (unused === 0) continue;
    // The engine leaves what comes after the end of the deflate stream.
    source.giveBack(piece.subarray(piece.length - unused));
    break;
  }
  if (length === undefined) return;
  await new Promise<void>((resolve) => engine.end(resolve));
  if (engine.bytesWritten !== length) {
    throw new DownloadFailedError("the archive's file does not end where the archive says");
  }
}

/** Resolves when the engine has used the piece and its reader has taken what came of it. */
function written(engine: InflateRaw, piece: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    engine.write(piece, (error) => (error ? reject(error) : resolve()));
  });
}

function isZlibError(error: unknown): boolean {
  return error instanceof Error && "code" in error && String(error.code).startsWith("Z_");
}
