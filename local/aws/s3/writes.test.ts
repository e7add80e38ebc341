import { randomBytes } from "node:crypto";
import { Readable } from "node:stream";
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  type S3Client,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import { Upload } from "@aws-sdk/lib-storage";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { LocalClock } from "../../clock/clock.ts";
import { anS3Door, type S3Door } from "./a-door.ts";
import type { CreatedObject } from "./store.ts";

const MIB = 1024 * 1024;
const Bucket = "recordings";
const KEY = "connect/demo-bank/CallRecordings/2026/01/05/c1_20260105T08:00_UTC.wav";

let door: S3Door;
let client: S3Client;

beforeEach(async () => {
  door = await anS3Door(new LocalClock(Date.UTC(2026, 0, 5, 8)));
  client = door.client();
});

afterEach(() => door.close());

async function put(Key: string, Body = "x", more: object = {}) {
  return client.send(new PutObjectCommand({ Bucket, Key, Body, ...more }));
}

async function get(Key: string): Promise<Buffer> {
  const { Body } = await client.send(new GetObjectCommand({ Bucket, Key }));
  return Buffer.from((await Body?.transformToByteArray()) ?? []);
}

describe("a write under a condition", () => {
  it("If-None-Match: * is made once, by one of many", async () => {
    const writes = Array.from({ length: 8 }, () => put(KEY, "x", { IfNoneMatch: "*" }));
    const made = await Promise.allSettled(writes);
    expect(made.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const one of made) {
      if (one.status === "rejected")
        expect(one.reason).toMatchObject({ name: "PreconditionFailed" });
    }
  });

  it("If-Match is made over what was read", async () => {
    const { ETag } = await put(KEY, "one");
    await put(KEY, "two", { IfMatch: ETag });
    await expect(put(KEY, "three", { IfMatch: ETag })).rejects.toMatchObject({
      name: "PreconditionFailed",
    });
    await expect(put("none", "x", { IfMatch: ETag })).rejects.toMatchObject({ name: "NoSuchKey" });
    expect((await get(KEY)).toString()).toBe("two");
  });
});

describe("a body that is not what its digest says", () => {
  it.each([
    ["ChecksumCRC32", "AAAAAA=="],
    ["ChecksumSHA256", Buffer.alloc(32).toString("base64")],
    ["ContentMD5", Buffer.alloc(16).toString("base64")],
  ])("%s is refused, and writes nothing", async (digest, value) => {
    await expect(put(KEY, "x", { [digest]: value })).rejects.toMatchObject({ name: "BadDigest" });
    expect(door.s3.list(Bucket)).toEqual([]);
  });

  it("in the trailer of a stream, too", async () => {
    const framed = "1\r\nx\r\n0\r\nx-amz-checksum-crc32:AAAAAA==\r\n\r\n";
    const answer = await fetch(`${door.url}/${Bucket}/a`, {
      method: "PUT",
      headers: { "content-encoding": "aws-chunked", "x-amz-trailer": "x-amz-checksum-crc32" },
      body: framed,
    });
    expect([answer.status, await answer.text()]).toEqual([
      400,
      expect.stringContaining("BadDigest"),
    ]);
  });
});

describe("a multipart upload", () => {
  it("is visible when it is complete, not before", async () => {
    const body = randomBytes(11 * MIB);
    const upload = new Upload({
      client,
      params: {
        Bucket,
        Key: KEY,
        Body: Readable.from([body.subarray(0, MIB), body.subarray(MIB)]),
      },
    });
    await upload.done();
    expect(door.faults.calls.get("s3.UploadPart")).toBe(3);
    expect((await get(KEY)).equals(body)).toBe(true);
    expect(door.s3.unfinishedUploads(Bucket)).toBe(0);
  });

  it("leaves nothing when it is aborted", async () => {
    const { UploadId } = await client.send(new CreateMultipartUploadCommand({ Bucket, Key: KEY }));
    const part = { Bucket, Key: KEY, UploadId, PartNumber: 1, Body: "x" };
    await client.send(new UploadPartCommand(part));
    expect(door.s3.unfinishedUploads(Bucket)).toBe(1);
    expect(door.s3.list(Bucket)).toEqual([]);
    await client.send(new AbortMultipartUploadCommand({ Bucket, Key: KEY, UploadId }));
    expect(door.s3.unfinishedUploads(Bucket)).toBe(0);
    await expect(client.send(new UploadPartCommand(part))).rejects.toMatchObject({
      name: "NoSuchUpload",
    });
  });

  it("is completed under a condition, or not at all", async () => {
    const { UploadId } = await client.send(new CreateMultipartUploadCommand({ Bucket, Key: KEY }));
    const { ETag } = await client.send(
      new UploadPartCommand({ Bucket, Key: KEY, UploadId, PartNumber: 1, Body: "late" }),
    );
    await put(KEY, "first");
    const complete = client.send(
      new CompleteMultipartUploadCommand({
        Bucket,
        Key: KEY,
        UploadId,
        IfNoneMatch: "*",
        MultipartUpload: { Parts: [{ PartNumber: 1, ETag }] },
      }),
    );
    await expect(complete).rejects.toMatchObject({ name: "PreconditionFailed" });
    expect((await get(KEY)).toString()).toBe("first");
  });
});

describe("faults", () => {
  it.each([
    ["throttling", { kind: "throttle" }, "SlowDown", 503],
    ["its own failure", { kind: "error" }, "InternalError", 500],
  ] as const)("%s has S3's name", async (_, fault, name, status) => {
    door.faults.add({ service: "s3", operation: "PutObject", fault });
    await expect(put(KEY)).rejects.toMatchObject({ name, $metadata: { httpStatusCode: status } });
    await put(KEY);
    door.faults.add({ service: "s3", operation: "HeadObject", fault });
    const head = client.send(new HeadObjectCommand({ Bucket, Key: KEY }));
    await expect(head).rejects.toMatchObject({ $metadata: { httpStatusCode: status } });
  });

  it("a write whose answer is lost is made again by the SDK: two events, one object", async () => {
    const seen: CreatedObject[] = [];
    door.s3.onCreated((object) => seen.push(object));
    door.faults.add({ service: "s3", fault: { kind: "lost-answer", how: "drop" } });
    const retrying = door.client(3);
    await retrying.send(new PutObjectCommand({ Bucket, Key: KEY, Body: "x" }));
    expect(seen).toHaveLength(2);
    expect(door.s3.list(Bucket)).toHaveLength(1);
  });

  it("a condition makes a lost answer visible", async () => {
    door.faults.add({ service: "s3", fault: { kind: "lost-answer", how: "drop" } });
    const write = new PutObjectCommand({ Bucket, Key: KEY, Body: "x", IfNoneMatch: "*" });
    await expect(door.client(3).send(write)).rejects.toMatchObject({ name: "PreconditionFailed" });
  });
});
