import { Console } from "node:console";
import { runningFunction } from "./running-function.ts";

type Stream = "stdout" | "stderr";

let installed = 0;
let undo: () => void = () => {};

/**
 * What a function writes goes to its log instead of the terminal; all other output passes.
 * Powertools makes consoles of its own on `process.stdout`, so the streams themselves are watched;
 * and the global console is watched too, because a test runner may have replaced it by one that
 * does not write to the streams.
 *
 * @returns undoes it, once everybody who installed it has undone it
 */
export function installOutputCapture(): () => void {
  installed += 1;
  if (installed === 1) {
    const undone = [captureStream("stdout"), captureStream("stderr"), captureConsole()];
    undo = () => {
      for (const one of undone) one();
    };
  }
  return () => {
    installed -= 1;
    if (installed === 0) undo();
  };
}

function captureStream(name: Stream): () => void {
  const stream = process[name];
  const original = stream.write;
  const write = (chunk: unknown, encoding?: unknown, callback?: unknown): boolean => {
    const running = runningFunction.getStore();
    if (running === undefined) {
      return Reflect.apply(original, stream, [chunk, encoding, callback]);
    }
    running.write(name, asText(chunk));
    const done = typeof encoding === "function" ? encoding : callback;
    if (typeof done === "function") queueMicrotask(() => done());
    return true;
  };
  stream.write = write as typeof stream.write;
  return () => {
    stream.write = original;
  };
}

function captureConsole(): () => void {
  const original = globalThis.console;
  const onStreams = new Console({ stdout: process.stdout, stderr: process.stderr });
  globalThis.console = new Proxy(original, {
    get: (target, key) => Reflect.get(runningFunction.getStore() ? onStreams : target, key),
  });
  return () => {
    globalThis.console = original;
  };
}

function asText(chunk: unknown): string {
  const text = typeof chunk === "string" ? chunk : Buffer.from(chunk as Uint8Array).toString();
  return text.replace(/\n$/, "");
}
