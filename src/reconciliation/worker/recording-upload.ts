import {
  AbortMultipartUploadCommand,
  type CompletedPart,
  CompleteMultipartUploadCommand,
  type CompleteMultipartUploadCommandInput,
  CreateMultipartUploadCommand,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import { awsTrouble } from "./aws-trouble.ts";
import type { RecordingStore } from "./finished-recording.ts";

export interface UploadTarget {
  readonly store: RecordingStore;
  readonly key: string;
  /** The object's metadata, asked for when the upload begins. */
  readonly metadata: () => Record<string, string>;
  /** S3 takes no part below 5 MiB but the last. */
  readonly partBytes: number;
  readonly signal: AbortSignal;
}

/** On what an upload is completed: that nothing came to lie there, or still what was found there. */
export type Condition = Pick<CompleteMultipartUploadCommandInput, "IfNoneMatch" | "IfMatch">;

/**
 * An upload in parts that nobody sees until it is completed. lib-storage's `Upload` completes by
 * itself when its stream ends; here the end of the stream is where proving begins. One part at a
 * time is in memory, as a buffer, so that the SDK can send it again.
 */
export class RecordingUpload {
  readonly #target: UploadTarget;
  readonly #part: Buffer;
  readonly #parts: CompletedPart[] = [];
  #filled = 0;
  #uploadId: string | undefined;

  constructor(target: UploadTarget) {
    this.#target = target;
    this.#part = Buffer.allocUnsafe(target.partBytes);
  }

  /**
   * Takes the bytes; the piece is free again when this resolves.
   * @throws DownloadFailedError, PassingTroubleError
   */
  async write(piece: Buffer): Promise<void> {
    for (let taken = 0; taken < piece.length; ) {
      if (this.#filled === this.#part.length) await this.#sendPart();
      const copied = piece.copy(this.#part, this.#filled, taken);
      taken += copied;
      this.#filled += copied;
    }
  }

  /** Makes the recording visible. @throws DownloadFailedError, PassingTroubleError */
  async complete(condition: Condition): Promise<void> {
    await this.#sendPart();
    const { s3, options } = this.#client();
    const complete = { ...this.#upload(), MultipartUpload: { Parts: this.#parts }, ...condition };
    await asked(s3.send(new CompleteMultipartUploadCommand(complete), options));
  }

  /** Takes back what was sent; what was completed stays. @throws the SDK's error */
  async abort(): Promise<void> {
    if (this.#uploadId === undefined) return;
    try {
      // Without the signal: that may be the very reason.
      await this.#client().s3.send(new AbortMultipartUploadCommand(this.#upload()));
    } catch (error) {
      if (!(error instanceof Error) || error.name !== "NoSuchUpload") throw error;
    }
  }

  async #sendPart(): Promise<void> {
    const { s3, options } = this.#client();
    if (this.#uploadId === undefined) {
      const create = new CreateMultipartUploadCommand({
        ...this.#place(),
        ContentType: "audio/wav",
        ChecksumAlgorithm: "CRC32",
        Metadata: this.#target.metadata(),
      });
      this.#uploadId = (await asked(s3.send(create, options))).UploadId;
    }
    const PartNumber = this.#parts.length + 1;
    const Body = this.#part.subarray(0, this.#filled);
    const part = new UploadPartCommand({
      ...this.#upload(),
      PartNumber,
      Body,
      ChecksumAlgorithm: "CRC32",
    });
    const { ETag, ChecksumCRC32 } = await asked(s3.send(part, options));
    this.#parts.push({ PartNumber, ETag, ...(ChecksumCRC32 && { ChecksumCRC32 }) });
    this.#filled = 0;
  }

  #client() {
    const { store, signal } = this.#target;
    return { s3: store.s3, options: { abortSignal: signal } };
  }

  #place() {
    const { store, key } = this.#target;
    return { Bucket: store.bucket, Key: key };
  }

  #upload() {
    return { ...this.#place(), UploadId: this.#uploadId };
  }
}

async function asked<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    throw awsTrouble("S3", error);
  }
}
