import { randomBytes } from "node:crypto";
import { Readable } from "node:stream";
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  PutObjectCommand,
  paginateListObjectsV2,
  type S3Client,
} from "@aws-sdk/client-s3";
import { Upload } from "@aws-sdk/lib-storage";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { LocalClock } from "../../clock/clock.ts";
import { anS3Door, type S3Door } from "./a-door.ts";
import type { CreatedObject } from "./store.ts";

const START = Date.UTC(2026, 0, 5, 8) + 250;
const MIB = 1024 * 1024;
const Bucket = "recordings";
const KEY =
  "connect/demo-bank/CallRecordings/2026/01/05/0a1b2c3d-0a1b-4c3d-8e4f-0a1b2c3d4e5f_20260105T08:00_UTC.wav";

let clock: LocalClock;
let door: S3Door;
let client: S3Client;

beforeEach(async () => {
  clock = new LocalClock(START);
  door = await anS3Door(clock);
  client = door.client();
});

afterEach(() => door.close());

async function put(Key: string, Body: string | Uint8Array | Readable = "x", more: object = {}) {
  return client.send(new PutObjectCommand({ Bucket, Key, Body, ...more }));
}

async function get(Key: string, more: object = {}): Promise<Buffer> {
  const { Body } = await client.send(new GetObjectCommand({ Bucket, Key, ...more }));
  return Buffer.from((await Body?.transformToByteArray()) ?? []);
}

describe("objects", () => {
  it.each([
    ["nothing", Buffer.alloc(0)],
    ["bytes that are no text", randomBytes(1_000)],
    ["12 MiB in one request", randomBytes(12 * MIB)],
  ])("keep %s", async (_, body) => {
    await put(KEY, body);
    expect((await get(KEY)).equals(body)).toBe(true);
  });

  it.each(["application/json", "application/x-amz-json-1.0", "application/x-www-form-urlencoded"])(
    "of type %s stay as they are",
    async (ContentType) => {
      await put("typed", "a=b&c", { ContentType, Metadata: { contact: "c1" } });
      const head = await client.send(new HeadObjectCommand({ Bucket, Key: "typed" }));
      expect(head).toMatchObject({ ContentType, ContentLength: 5, Metadata: { contact: "c1" } });
      expect((await get("typed")).toString()).toBe("a=b&c");
    },
  );

  it("arrive as streams, and leave in ranges", async () => {
    const parts = [randomBytes(70_000), randomBytes(3 * MIB)];
    const body = Buffer.concat(parts);
    await put(KEY, Readable.from(parts), { ContentLength: body.length });
    expect((await get(KEY)).equals(body)).toBe(true);
    expect((await get(KEY, { Range: "bytes=10-19" })).equals(body.subarray(10, 20))).toBe(true);
  });

  it("are as old as the stack's clock says, in whole seconds", async () => {
    await put(KEY);
    await clock.advance(90_000);
    const { LastModified } = await client.send(new HeadObjectCommand({ Bucket, Key: KEY }));
    expect(LastModified?.toISOString()).toBe("2026-01-05T08:00:00.000Z");
  });

  it("are gone when they were deleted, one or several, again or not", async () => {
    await Promise.all(["a", "b", "c"].map((key) => put(key)));
    await client.send(new DeleteObjectCommand({ Bucket, Key: "a" }));
    await client.send(new DeleteObjectCommand({ Bucket, Key: "a" }));
    const Objects = [{ Key: "b" }, { Key: "none" }];
    await client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
    expect(door.s3.list(Bucket).map(({ key }) => key)).toEqual(["c"]);
    await expect(get("a")).rejects.toMatchObject({ name: "NoSuchKey" });
    const head = client.send(new HeadObjectCommand({ Bucket, Key: "a" }));
    await expect(head).rejects.toMatchObject({ name: "NotFound" });
  });

  it("need a bucket that the template declares", async () => {
    const missing = client.send(new PutObjectCommand({ Bucket: "other", Key: "a", Body: "x" }));
    await expect(missing).rejects.toMatchObject({ name: "NoSuchBucket" });
    const head = client.send(new HeadBucketCommand({ Bucket: "other" }));
    await expect(head).rejects.toMatchObject({ name: "NotFound" });
    const { Buckets } = await client.send(new ListBucketsCommand({}));
    expect(Buckets).toMatchObject([{ Name: Bucket, CreationDate: new Date(START) }]);
  });
});

describe("a listing", () => {
  const list = async (input: object = {}, pageSize = 1_000) => {
    const pages: string[][] = [];
    for await (const page of paginateListObjectsV2({ client, pageSize }, { Bucket, ...input })) {
      pages.push((page.Contents ?? []).map(({ Key = "" }) => Key));
    }
    return pages;
  };

  it("is by prefix, sorted by bytes, page by page", async () => {
    const keys = ["p/_", "p/10", "p/9", "p/A", "p/a", "p/é b+%", "q"];
    for (const key of [...keys].reverse()) await put(key);
    const prefixed = keys.filter((key) => key.startsWith("p/")).sort();
    expect(await list({ Prefix: "p/" })).toEqual([prefixed]);
    expect((await list({ Prefix: "p/" }, 2)).flat()).toEqual(prefixed);
    expect(await list({ Prefix: "p/", StartAfter: "p/A" })).toEqual([prefixed.slice(3)]);
    expect(await list({ Prefix: "none" })).toEqual([[]]);
  });
});

it("tells of every object that is created, and of nothing else", async () => {
  const seen: CreatedObject[] = [];
  const stop = door.s3.onCreated((object) => seen.push(object));
  await put("a", "hello");
  await expect(put("a", "x", { IfNoneMatch: "*" })).rejects.toThrow();
  await new Upload({ client, params: { Bucket, Key: "b", Body: randomBytes(6 * MIB) } }).done();
  door.s3.put(Bucket, "c", "in process");
  stop();
  await put("d");
  expect(seen).toMatchObject([
    { key: "a", size: 5, etag: "5d41402abc4b2a76b9719d911017c592", at: START, reason: "PutObject" },
    { key: "b", size: 6 * MIB, etag: expect.stringMatching(/^[\da-f]{32}-2$/), at: START },
    { key: "c", bucket: Bucket, size: 10 },
  ]);
  expect(seen[1]?.reason).toBe("CompleteMultipartUpload");
});

describe("what is refused", () => {
  it("an operation that is not there, naming those that are", async () => {
    const copy = new CopyObjectCommand({ Bucket, Key: "b", CopySource: `${Bucket}/a` });
    await expect(client.send(copy)).rejects.toMatchObject({
      name: "NotImplemented",
      message: expect.stringMatching(/PUT \/recordings\/b.*It knows ListBuckets, .*SUPPORT/),
    });
    for (const path of ["?acl", "?versions", "?uploads", "a?tagging", "a?versionId=1"]) {
      const answer = await fetch(`${door.url}/${Bucket}/${path}`);
      expect([path, answer.status]).toEqual([path, 501]);
    }
  });
});

it("serves who does not sign, and presigned requests", async () => {
  await put("a", "hello");
  const presigned = `?X-Amz-Credential=${encodeURIComponent("AKID/20260105/r/s3/aws4_request")}`;
  for (const query of ["", presigned]) {
    const answer = await fetch(`${door.url}/${Bucket}/a${query}`);
    expect(await answer.text()).toBe("hello");
  }
});

it("keeps nothing alive: no timer, no port of its own", async () => {
  const before = process.getActiveResourcesInfo().filter((one) => /Timeout|TCPSERVER/i.test(one));
  const other = await anS3Door(new LocalClock(START));
  await other.client().send(new PutObjectCommand({ Bucket, Key: "a", Body: "x" }));
  await other.close();
  const after = process.getActiveResourcesInfo().filter((one) => /Timeout|TCPSERVER/i.test(one));
  expect(after.length).toBeLessThanOrEqual(before.length);
});
