import { readEnvironment } from "../../aws/environment.ts";
import { workerVariables } from "./settings.ts";

/**
 * The container's health check: asks the worker beside it how it is. Exit code 0: healthy, or about
 * to stop; 1: stuck, or no answer.
 */
const { HEALTH_HOST, HEALTH_PORT } = workerVariables;
const { HEALTH_HOST: host, HEALTH_PORT: port } = readEnvironment({ HEALTH_HOST, HEALTH_PORT });

const address = `http://${host === "0.0.0.0" ? "127.0.0.1" : host}:${port}/`;
const answer = await fetch(address, { signal: AbortSignal.timeout(4_000) }).catch(() => undefined);
process.exitCode = answer?.ok ? 0 : 1;
