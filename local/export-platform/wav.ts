/** A recording to make: a steady tone, another one on each further channel. */
export interface Recording {
  readonly durationSeconds: number;
  readonly channels: number;
  /** Hertz. */
  readonly sampleRate: number;
  /** Whole Hertz, so that every second is the same. */
  readonly toneHertz: number;
  /** Whether a chunk with the recorder's name stands before the data, as some recorders write it. */
  readonly listChunk: boolean;
}

const BYTES_PER_SAMPLE = 2;
const AMPLITUDE = 12_000;
/** The name of the recorder, as a LIST chunk of type INFO has it. */
const RECORDER = "INFOISFT\x0a\0\0\0linekeeper";
/** Between the tones of two channels, so that one can tell them apart. */
const NEXT_CHANNEL_HERTZ = 110;

/** Bytes of the samples alone. */
export function dataBytes({ durationSeconds, channels, sampleRate }: Recording): number {
  return Math.round(durationSeconds * sampleRate) * channels * BYTES_PER_SAMPLE;
}

/**
 * The file: RIFF, PCM, 16 bits, second by second, so that an hour takes no more memory than a second.
 *
 * @param declared bytes of samples that the header speaks of
 */
export function* wavFile(recording: Recording, declared = dataBytes(recording)): Generator<Buffer> {
  yield header(recording, declared);
  const second = oneSecond(recording);
  for (let left = dataBytes(recording); left > 0; left -= second.length) {
    yield left >= second.length ? second : second.subarray(0, left);
  }
}

function header({ channels, sampleRate, listChunk }: Recording, declared: number): Buffer {
  const list = listChunk ? [chunk("LIST", Buffer.from(RECORDER, "latin1"))] : [];
  const format = Buffer.alloc(16);
  const frame = channels * BYTES_PER_SAMPLE;
  format.writeUInt16LE(1, 0); // PCM
  format.writeUInt16LE(channels, 2);
  format.writeUInt32LE(sampleRate, 4);
  format.writeUInt32LE(sampleRate * frame, 8);
  format.writeUInt16LE(frame, 12);
  format.writeUInt16LE(BYTES_PER_SAMPLE * 8, 14);
  const before = Buffer.concat([Buffer.from("WAVE"), chunk("fmt ", format), ...list]);
  const data = named("data", declared);
  return Buffer.concat([named("RIFF", before.length + data.length + declared), before, data]);
}

function chunk(name: string, content: Buffer): Buffer {
  return Buffer.concat([named(name, content.length), content]);
}

function named(name: string, length: number): Buffer {
  const head = Buffer.alloc(8);
  head.write(name, "latin1");
  head.writeUInt32LE(length, 4);
  return head;
}

function oneSecond({ channels, sampleRate, toneHertz }: Recording): Buffer {
  const second = Buffer.alloc(sampleRate * channels * BYTES_PER_SAMPLE);
  let at = 0;
  for (let frame = 0; frame < sampleRate; frame += 1) {
    for (let channel = 0; channel < channels; channel += 1) {
      const hertz = toneHertz + channel * NEXT_CHANNEL_HERTZ;
      const sample = AMPLITUDE * Math.sin((2 * Math.PI * hertz * frame) / sampleRate);
      at = second.writeInt16LE(Math.round(sample), at);
    }
  }
  return second;
}
