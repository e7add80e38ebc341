import { unzipSync } from "fflate";
import { LocalClock } from "../clock/clock.ts";
import { type ExportPlatform, openExportPlatform } from "./export-platform.ts";
import type { Fate } from "./fate.ts";
import type { PlatformOptions } from "./platform-state.ts";

export const TOKEN = "a-token";
/** 2026-01-05T09:00:00Z */
export const START = Date.UTC(2026, 0, 5, 9);

/** A platform for tests, and a client that asks it as the API says. */
export interface TestPlatform extends ExportPlatform {
  readonly clock: LocalClock;
  create(callId: string, more?: CreateOptions): Promise<Told>;
  status(jobId: string): Promise<Told>;
  metadata(jobId: string): Promise<Told>;
  /** A job of this fate that is over. */
  completed(callId: string, fate?: Fate): Promise<{ jobId: string; downloadUrl: string }>;
  /** With the token. */
  get(url: string, init?: RequestInit): Promise<Response>;
}

interface CreateOptions {
  readonly key?: string;
  readonly body?: string | object;
  readonly signal?: AbortSignal;
}

/** An answer. */
interface Told {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Readonly<Record<string, unknown>>;
}

export async function aPlatform(options: Partial<PlatformOptions> = {}): Promise<TestPlatform> {
  const clock = new LocalClock(START);
  const platform = await openExportPlatform({ clock, token: TOKEN, seed: 1, ...options });
  const get = (url: string, init: RequestInit = {}) =>
    fetch(url, { ...init, headers: { authorization: `Bearer ${TOKEN}`, ...init.headers } });
  const create = async (callId: string, { key, body, signal }: CreateOptions = {}) => {
    const asked = body ?? { dialogGroupId: "DG-1", callId, requestedAt: "2026-01-05T09:00:00Z" };
    const response = await get(`${platform.url}/export-jobs`, {
      method: "POST",
      headers: { "idempotency-key": key ?? `key-${callId}` },
      body: typeof asked === "string" ? asked : JSON.stringify(asked),
      ...(signal && { signal }),
    });
    return told(response);
  };
  const status = async (id: string) => told(await get(`${platform.url}/export-jobs/${id}`));
  return {
    ...platform,
    clock,
    get,
    create,
    status,
    metadata: async (id) => told(await get(`${platform.url}/export-jobs/${id}/metadata`)),
    completed: async (callId, fate = {}) => {
      platform.script(callId, { exportSeconds: 60, ...fate });
      const { exportJobId } = (await create(callId)).body;
      await clock.advance(60_000);
      const { downloadUrl } = (await status(String(exportJobId))).body;
      return { jobId: String(exportJobId), downloadUrl: String(downloadUrl) };
    },
  };
}

async function told(response: Response): Promise<Told> {
  const body = (await response.json()) as Record<string, unknown>;
  return { status: response.status, headers: response.headers, body };
}

/** What the header of a WAV says, and how many bytes of samples follow it. */
export function readWav(file: Buffer): Record<string, unknown> {
  const format = file.indexOf("fmt ");
  const data = file.indexOf("data");
  return {
    riff: file.subarray(0, 4).toString(),
    riffBytes: file.readUInt32LE(4) + 8,
    encoding: file.readUInt16LE(format + 8),
    channels: file.readUInt16LE(format + 10),
    sampleRate: file.readUInt32LE(format + 12),
    bits: file.readUInt16LE(format + 22),
    declaredBytes: file.readUInt32LE(data + 4),
    dataBytes: file.length - data - 8,
  };
}

/** The entries of an archive, by name. */
export function unzipped(archive: ArrayBuffer): Record<string, Buffer> {
  const entries = Object.entries(unzipSync(new Uint8Array(archive)));
  return Object.fromEntries(entries.map(([name, content]) => [name, Buffer.from(content)]));
}
