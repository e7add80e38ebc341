import type { IncomingMessage } from "node:http";
import * as v from "valibot";
import type { JobRequest } from "./job.ts";
import { Refusal } from "./refusal.ts";

const LARGEST_BODY = 64 * 1024;

const Text = v.pipe(v.string(), v.nonEmpty(), v.maxLength(256));

const CreateJob = v.object({
  dialogGroupId: Text,
  callId: Text,
  requestedAt: v.pipe(v.string(), v.isoTimestamp()),
});

/**
 * The request to create a job, and the key that makes its repeats the same.
 * @throws {Refusal} 400, which names the field
 */
export async function readCreateRequest(
  request: IncomingMessage,
): Promise<{ readonly key: string; readonly job: JobRequest }> {
  const key = request.headers["idempotency-key"];
  if (typeof key !== "string" || key === "") throw invalid("the header Idempotency-Key");
  const text = await readText(request);
  const parsed = v.safeParse(CreateJob, parseJson(text));
  if (parsed.success) return { key, job: parsed.output };
  throw invalid(v.getDotPath(parsed.issues[0]) ?? "a JSON object");
}

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes > LARGEST_BODY) throw invalid(`at most ${LARGEST_BODY} bytes`);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw invalid("a JSON object");
  }
}

function invalid(expected: string): Refusal {
  return new Refusal(400, "InvalidRequest", `expected ${expected}`);
}
