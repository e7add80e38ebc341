import { DownloadFailedError } from "./failure.ts";

const NOTHING: Buffer = Buffer.alloc(0);

/** The bytes of a stream, in the portions that their reader needs. */
export class ByteSource {
  readonly #pieces: AsyncIterator<Buffer>;
  #held = NOTHING;
  #position = 0;

  constructor(pieces: AsyncIterable<Buffer>) {
    this.#pieces = pieces[Symbol.asyncIterator]();
  }

  /** How many bytes have been taken. */
  get position(): number {
    return this.#position;
  }

  /** The next bytes, at most this many; none at the end of the stream. */
  async some(most: number): Promise<Buffer> {
    while (this.#held.length === 0) {
      const { value, done } = await this.#pieces.next();
      if (done) return NOTHING;
      this.#held = value;
    }
    const piece = this.#held.subarray(0, most);
    this.#held = this.#held.subarray(piece.length);
    this.#position += piece.length;
    return piece;
  }

  /** Exactly this many bytes. @throws DownloadFailedError where the stream ends before */
  async take(length: number): Promise<Buffer> {
    const pieces: Buffer[] = [];
    for (let missing = length; missing > 0; ) {
      const piece = await this.some(missing);
      if (piece.length === 0) throw new DownloadFailedError("the archive is cut short");
      pieces.push(piece);
      missing -= piece.length;
    }
    return pieces.length === 1 && pieces[0] ? pieces[0] : Buffer.concat(pieces);
  }

  /** Everything up to the end of the stream. @throws DownloadFailedError where that is more */
  async rest(most: number): Promise<Buffer> {
    const pieces: Buffer[] = [];
    let length = 0;
    for (;;) {
      const piece = await this.some(most);
      if (piece.length === 0) return Buffer.concat(pieces);
      length += piece.length;
      if (length > most) {
        throw new DownloadFailedError("the archive holds more than one file");
      }
      pieces.push(piece);
    }
  }

  /** Puts the last bytes of what was taken last back to the front. */
  giveBack(piece: Buffer): void {
    this.#held = this.#held.length === 0 ? piece : Buffer.concat([piece, this.#held]);
    this.#position -= piece.length;
  }
}
