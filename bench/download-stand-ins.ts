import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { constants, crc32, deflateRawSync } from "node:zlib";

/**
 * All that the download worker talks to, in a process of its own, so that the worker's memory is
 * measured and not theirs: an export platform that makes its archives on the way, and AWS services
 * that forget what they are given. Arguments: names of archives. Sends its parent `{url, bytes}` when it
 * is ready.
 */
const SAMPLE_RATE = 48_000;
const CHANNELS = 2;
const SECOND_BYTES = SAMPLE_RATE * CHANNELS * 2;

/** An archive that is made anew each time it is asked for. */
interface Archive {
  readonly seconds: number;
  readonly bytes: number;
  pieces(): Iterable<Buffer>;
}

/** Noise, second by second the same: audio does not compress much better. */
const second = Buffer.alloc(SECOND_BYTES);
for (let at = 0, noise = 1; at < SECOND_BYTES; at += 2) {
  noise = (Math.imul(noise, 1_103_515_245) + 12_345) >>> 0;
  second.writeInt16LE((noise >>> 20) - 2_048, at);
}

/** @param bytes about how many of it cross the network */
function archiveOf(deflated: boolean, bytes: number): Archive {
  // A block that ends on a byte boundary can be repeated; the empty last one closes the stream.
  const packed = deflated
    ? deflateRawSync(second, { finishFlush: constants.Z_FULL_FLUSH, level: 1 })
    : second;
  const seconds = Math.floor(bytes / packed.length);
  const header = wavHeader(seconds * SECOND_BYTES);
  const first = deflated ? deflateRawSync(header, { finishFlush: constants.Z_FULL_FLUSH }) : header;
  const last = deflated ? Buffer.from([3, 0]) : Buffer.alloc(0);
  let crc = crc32(header);
  for (let i = 0; i < seconds; i += 1) crc = crc32(second, crc);
  const packedBytes = first.length + seconds * packed.length + last.length;
  const fields = Buffer.alloc(16);
  fields.writeUInt16LE(deflated ? 8 : 0, 0);
  fields.writeUInt32LE(crc, 6);
  fields.writeUInt32LE(packedBytes, 10);
  const entry = Buffer.concat([fields.subarray(0, 14), uint32(44 + seconds * SECOND_BYTES)]);
  const name = Buffer.from("call.wav");
  const lengths = Buffer.from([name.length, 0, 0, 0]);
  const local = Buffer.concat([Buffer.from("PK\x03\x04\x14\0\0\0"), entry, lengths, name]);
  const start = Buffer.from("PK\x01\x02\x14\0\x14\0\0\0");
  const central = Buffer.concat([start, entry, lengths, Buffer.alloc(14), name]);
  const end = [Buffer.from("PK\x05\x06\0\0\0\0\x01\0\x01\0"), uint32(central.length)];
  const tail = [central, ...end, uint32(local.length + packedBytes), Buffer.alloc(2)];
  return {
    seconds,
    bytes: local.length + packedBytes + Buffer.concat(tail).length,
    *pieces() {
      yield local;
      yield first;
      for (let i = 0; i < seconds; i += 1) yield packed;
      yield last;
      yield* tail;
    },
  };
}

function wavHeader(dataBytes: number): Buffer {
  const format = Buffer.alloc(20);
  format.writeUInt32LE(16, 0);
  format.writeUInt16LE(1, 4);
  format.writeUInt16LE(CHANNELS, 6);
  format.writeUInt32LE(SAMPLE_RATE, 8);
  format.writeUInt32LE(SECOND_BYTES, 12);
  format.writeUInt16LE(2 * CHANNELS, 16);
  format.writeUInt16LE(16, 18);
  const riff = [Buffer.from("RIFF"), uint32(36 + dataBytes), Buffer.from("WAVEfmt ")];
  return Buffer.concat([...riff, format, Buffer.from("data"), uint32(dataBytes)]);
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

/** By names such as `stored-64`, in mebibytes. */
const archives = new Map<string, Archive>();
for (const name of process.argv.slice(2)) {
  const [packing, mebibytes] = name.split("-");
  archives.set(name, archiveOf(packing === "deflated", Number(mebibytes) * 1024 ** 2));
}

async function send(response: ServerResponse, { bytes, pieces }: Archive): Promise<void> {
  response.writeHead(200, { "content-type": "application/zip", "content-length": bytes });
  for (const piece of pieces()) {
    if (!response.write(piece)) await new Promise((resolve) => response.once("drain", resolve));
  }
  response.end();
}

/** Reads a body and keeps nothing of it. */
async function drained(request: IncomingMessage): Promise<void> {
  for await (const _ of request);
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  await drained(request);
  const { method, url = "/", headers } = request;
  const archive = archives.get(/\w+-\d+/.exec(url)?.[0] ?? "");
  if (archive && url.startsWith("/archive/")) return send(response, archive);
  if (archive && url.startsWith("/export-jobs/")) {
    const audio = { duration: archive.seconds, channels: CHANNELS, sampleRate: SAMPLE_RATE };
    response.end(JSON.stringify({ metadata: { ...audio, format: "WAV" } }));
  } else if (headers["x-amz-target"]) {
    response.end(JSON.stringify({ SecretString: "token" }));
  } else if (method === "HEAD") {
    response.writeHead(404).end();
  } else if (method === "PUT") {
    response.writeHead(200, { etag: '"part"' }).end();
  } else {
    response.end("<Result><UploadId>upload</UploadId><ETag>whole</ETag></Result>");
  }
}

const server = createServer((request, response) => void answer(request, response));
server.listen(0, "127.0.0.1", () => {
  const { port } = server.address() as AddressInfo;
  const bytes = [...archives.values()].map((archive) => ({
    archive: archive.bytes,
    recording: 44 + archive.seconds * SECOND_BYTES,
  }));
  process.send?.({ url: `http://127.0.0.1:${port}`, bytes });
});
