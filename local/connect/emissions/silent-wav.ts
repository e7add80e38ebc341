const SAMPLE_RATE = 8_000;
const HEADER_BYTES = 44;

/** Longer ones would be silence, too. */
const LONGEST_MS = 1_000;

/** A WAV file of telephone quality, 16 bits, mono, without a sound; at most a second long. */
export function silentWav(durationMs: number): Uint8Array {
  const samples = Math.max(1, Math.floor((SAMPLE_RATE * Math.min(durationMs, LONGEST_MS)) / 1000));
  const wav = Buffer.alloc(HEADER_BYTES + 2 * samples);
  wav.write("RIFF", 0);
  wav.writeUInt32LE(wav.length - 8, 4);
  wav.write("WAVEfmt ", 8);
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(1, 20);
  wav.writeUInt16LE(1, 22);
  wav.writeUInt32LE(SAMPLE_RATE, 24);
  wav.writeUInt32LE(2 * SAMPLE_RATE, 28);
  wav.writeUInt16LE(2, 32);
  wav.writeUInt16LE(16, 34);
  wav.write("data", 36);
  wav.writeUInt32LE(2 * samples, 40);
  return wav;
}
