import { type BuildAppOptions, buildApp } from "fauxqs";
import type { LocalClock } from "../../clock/clock.ts";
import type { RawService } from "../door/serve.ts";
import { mend } from "./mend.ts";
import { type CreatedObject, type Store, storeOnClock, unfinishedUploads } from "./store.ts";

export interface StoredObject {
  readonly key: string;
  /** Bytes. */
  readonly size: number;
  /** Epoch milliseconds of the stack's clock, whole seconds. */
  readonly lastModified: number;
}

/** The objects of a stack, for its own code and for tests: without the door, and at once. */
export interface Objects {
  /** Creates what a client's PutObject would create, and tells everybody. */
  put(bucket: string, key: string, body: string | Uint8Array): void;
  /** @throws Error for a bucket or key that is not there */
  read(bucket: string, key: string): Buffer;
  /** Sorted by key. */
  list(bucket: string, prefix?: string): readonly StoredObject[];
  /** Multipart uploads that are neither completed nor aborted. */
  unfinishedUploads(bucket: string): number;
  /** Calls `see` for every object that is created, until the returned function is called. */
  onCreated(see: (object: CreatedObject) => void): () => void;
}

/** S3 in memory: fauxqs, mended, reached through the door alone, without a port of its own. */
export class LocalS3 implements Objects {
  readonly #app: ReturnType<typeof buildApp>;
  readonly #store: Store;
  readonly #seeing: Set<(object: CreatedObject) => void>;

  private constructor(
    app: ReturnType<typeof buildApp>,
    store: Store,
    seeing: Set<(object: CreatedObject) => void>,
  ) {
    this.#app = app;
    this.#store = store;
    this.#seeing = seeing;
  }

  static async open(clock: LocalClock): Promise<LocalS3> {
    const seeing = new Set<(object: CreatedObject) => void>();
    const s3Store = await storeOnClock(clock, (object) => {
      for (const see of seeing) see(object);
    });
    // It makes its other stores itself; they stay empty.
    const stores = { s3Store } as NonNullable<BuildAppOptions["stores"]>;
    const app = buildApp({ logger: false, stores });
    mend(app, s3Store);
    await app.ready();
    return new LocalS3(app, s3Store, seeing);
  }

  readonly handle: RawService = (request, response) => {
    this.#app.server.emit("request", request, response);
  };

  /** One that is there already stays as it is. */
  createBucket(name: string): void {
    this.#store.createBucket(name);
  }

  hasBucket(name: string): boolean {
    return this.#store.hasBucket(name);
  }

  put(bucket: string, key: string, body: string | Uint8Array): void {
    this.#store.putObject(bucket, key, Buffer.from(body as Uint8Array));
  }

  read(bucket: string, key: string): Buffer {
    return this.#store.getObject(bucket, key).body;
  }

  list(bucket: string, prefix = ""): readonly StoredObject[] {
    const { objects } = this.#store.listObjects(bucket, { prefix, maxKeys: Infinity });
    return objects.map(({ key, contentLength, lastModified }) => ({
      key,
      size: contentLength,
      lastModified: lastModified.getTime(),
    }));
  }

  unfinishedUploads(bucket: string): number {
    return unfinishedUploads(this.#store, bucket);
  }

  onCreated(see: (object: CreatedObject) => void): () => void {
    this.#seeing.add(see);
    return () => this.#seeing.delete(see);
  }

  /** Forgets everything. */
  async close(): Promise<void> {
    await this.#app.close();
  }
}
