import type { Writable } from "node:stream";
import { setTimeout as real } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { ArchiveHost } from "../../../test/archive-host.ts";
import { bodyOf, httpGet } from "./http-get.ts";

/** Sockets keep real time; this is little of it. */
const PATIENCE = { idleMs: 60, leastRate: 10_000 };
const { idleMs: IDLE_MS } = PATIENCE;

let host: ArchiveHost;
beforeAll(async () => {
  host = await ArchiveHost.open();
});
afterAll(() => host.close());

/** Reads the body of an answer, after each piece as slowly as `pause` is. */
async function read(url: string, pause = async () => {}): Promise<number> {
  const { signal } = new AbortController();
  const response = await httpGet(new URL(url), { headers: {}, idleMs: IDLE_MS, signal });
  let bytes = 0;
  for await (const piece of bodyOf(response, PATIENCE)) {
    bytes += piece.length;
    await pause();
  }
  return bytes;
}

it("takes the time its reader needs for no silence of the host", async () => {
  host.serve(Buffer.alloc(300_000));
  let pauses = 0;
  const bytes = await read(host.url, async () => {
    pauses += 1;
    if (pauses <= 2) await real(2 * IDLE_MS);
  });
  expect(bytes).toBe(300_000);
});

it.each<[string, () => void]>([
  ["before the answer", () => host.answer(() => {})],
  [
    "in the middle of it, though its reader was slow before",
    () =>
      host.answer((_, response) => {
        response.writeHead(200, { "content-length": 300_000 }).write(Buffer.alloc(200_000));
      }),
  ],
])("waits no longer than it is told when the host falls silent %s", async (_, answer) => {
  answer();
  const reading = read(host.url, () => real(IDLE_MS / 2));
  await expect(reading).rejects.toMatchObject({
    name: "PassingTrouble",
    message: "the download host fell silent",
  });
});

/** Writes a piece every few milliseconds, until the other side has gone. */
async function trickle(socket: Writable, piece: string | Buffer): Promise<void> {
  while (!socket.destroyed) {
    socket.write(piece);
    await real(5);
  }
}

it("leaves a host that gives little at a time, and not one that gives enough", async () => {
  const size = { "content-length": 1_000_000 };
  host.answer((_, response) => trickle(response.writeHead(200, size), "x"));
  await expect(read(host.url)).rejects.toMatchObject({
    name: "PassingTrouble",
    message: "the download host is too slow",
  });
  host.answer(async (_, response) => {
    response.writeHead(200, { "content-length": 30 * 1_000 });
    for (let piece = 0; piece < 30; piece += 1) {
      response.write(Buffer.alloc(1_000));
      await real(5);
    }
  });
  expect(await read(host.url)).toBe(30_000);
});

it("waits no longer for the head of an answer that comes byte by byte", async () => {
  host.answer(({ socket }) => {
    socket.write("HTTP/1.1 200 OK\r\nx: ");
    void trickle(socket, "x");
  });
  await expect(read(host.url)).rejects.toMatchObject({ message: "the download host fell silent" });
});

it("speaks TLS where the address says https, and takes no certificate on trust", async () => {
  host.serve(Buffer.alloc(10));
  const reading = read(host.url.replace("http:", "https:"));
  await expect(reading).rejects.toMatchObject({
    message: expect.stringMatching(/cut off \(\w+\)/),
  });
  expect(host.asked).toEqual([]);
});
