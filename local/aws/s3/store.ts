import type { BuildAppOptions } from "fauxqs";
import type { LocalClock } from "../../clock/clock.ts";

/** fauxqs's own store, whose class it does not export. */
export type Store = NonNullable<BuildAppOptions["stores"]>["s3Store"];
type Stored = ReturnType<Store["putObject"]>;
type Listing = ReturnType<Store["listObjects"]>;

/** What S3 tells of an object that was created. */
export interface CreatedObject {
  readonly bucket: string;
  readonly key: string;
  /** Bytes. */
  readonly size: number;
  /** Without quotes. */
  readonly etag: string;
  /** Epoch milliseconds of the stack's clock. */
  readonly at: number;
  readonly reason: "PutObject" | "CompleteMultipartUpload";
}

/**
 * fauxqs's store on the stack's clock. Its own takes every time from the wall clock, sorts keys by
 * the locale, and tells nobody of an object.
 *
 * @param created called for every object, at once
 */
export async function storeOnClock(
  clock: LocalClock,
  created: (object: CreatedObject) => void,
): Promise<Store> {
  const { S3Store } = await storeModule();
  return new (class extends S3Store {
    override createBucket(...[name, type]: Parameters<Store["createBucket"]>): void {
      const isNew = !this.hasBucket(name);
      super.createBucket(name, type);
      if (isNew) this.setBucketCreationDate(name, new Date(clock.now()));
    }

    override putObject(...args: Parameters<Store["putObject"]>): Stored {
      return stamped(args[0], super.putObject(...args), "PutObject");
    }

    override completeMultipartUpload(
      ...[uploadId, parts]: Parameters<Store["completeMultipartUpload"]>
    ): Stored {
      const bucket = bucketOf(this, uploadId);
      const stored = super.completeMultipartUpload(uploadId, parts);
      return stamped(bucket, stored, "CompleteMultipartUpload");
    }

    override listObjects(...[bucket, asked]: Parameters<Store["listObjects"]>): Listing {
      const { maxKeys = 1_000, startAfter, marker, ...what } = asked ?? {};
      const all = super.listObjects(bucket, { ...what, maxKeys: Number.POSITIVE_INFINITY });
      const entries = new Map<string, Stored | undefined>([
        ...all.objects.map((object) => [object.key, object] as const),
        ...all.commonPrefixes.map((prefix) => [prefix, undefined] as const),
      ]);
      const keys = [...entries.keys()].filter((key) => key > (startAfter ?? marker ?? "")).sort();
      const page = keys.slice(0, maxKeys);
      return {
        objects: page.flatMap((key) => entries.get(key) ?? []),
        commonPrefixes: page.filter((key) => entries.get(key) === undefined),
        isTruncated: keys.length > page.length,
      };
    }
  })();

  function stamped(bucket: string, stored: Stored, reason: CreatedObject["reason"]): Stored {
    const at = clock.now();
    // S3 knows the second, no more.
    stored.lastModified = new Date(Math.floor(at / 1_000) * 1_000);
    const { key, contentLength: size } = stored;
    created({ bucket, key, size, etag: stored.etag.replaceAll('"', ""), at, reason });
    return stored;
  }
}

/** How many multipart uploads to a bucket are neither completed nor aborted. */
export function unfinishedUploads(store: Store, bucket: string): number {
  return [...uploadsOf(store).values()].filter((upload) => upload.bucket === bucket).length;
}

function bucketOf(store: Store, uploadId: string): string {
  return uploadsOf(store).get(uploadId)?.bucket ?? "";
}

/** A private field of a package whose version is pinned. */
function uploadsOf(store: Store): ReadonlyMap<string, { readonly bucket: string }> {
  return (store as unknown as { multipartUploads: ReadonlyMap<string, { bucket: string }> })
    .multipartUploads;
}

/** The package exports its application alone, so the module is found beside that. */
async function storeModule(): Promise<{ readonly S3Store: new () => Store }> {
  const address = new URL("./s3/s3Store.js", import.meta.resolve("fauxqs"));
  return (await import(address.href)) as { S3Store: new () => Store };
}
