import { openWorker } from "./open-worker.ts";

export { openWorker } from "./open-worker.ts";

/** The container's process. Imported, as the local stack does, it is only `openWorker`. */
if (import.meta.main) {
  const stop = new AbortController();
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => stop.abort());
  const worker = openWorker();
  await worker.run(stop.signal);
  worker.close();
  // A sleep that nobody waits for any more would hold the process up, and the container's end.
  process.exit();
}
