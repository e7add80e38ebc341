import { vi } from "vitest";

/** Keeps what the functions write, log lines and metrics, from the terminal, for a test to read. */
export function captureLines(): string[] {
  const lines: string[] = [];
  for (const stream of [process.stdout, process.stderr]) {
    vi.spyOn(stream, "write").mockImplementation((text) => {
      lines.push(String(text));
      return true;
    });
  }
  return lines;
}
