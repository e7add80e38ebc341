import { syncBuiltinESMExports } from "node:module";
import { runningFunction } from "./running-function.ts";

let installed = 0;
let own: NodeJS.ProcessEnv = {};

/**
 * Gives every function an environment of its own: `process.env` is the running function's, in its
 * code, and the process's everywhere else. Setting variables only around the import would not do:
 * the AWS SDK reads its endpoint, region and credentials at the first request.
 *
 * @returns undoes it, once everybody who installed it has undone it
 */
export function installFunctionEnvironments(): () => void {
  installed += 1;
  if (installed === 1) {
    own = process.env;
    replace(new Proxy({}, byRunningFunction));
  }
  return () => {
    installed -= 1;
    if (installed === 0) replace(own);
  };
}

function replace(environment: NodeJS.ProcessEnv): void {
  process.env = environment;
  // `import { env } from "node:process"` is a copy that Node refreshes on demand.
  syncBuiltinESMExports();
}

function current(): NodeJS.ProcessEnv {
  return runningFunction.getStore()?.environment ?? own;
}

const byRunningFunction: ProxyHandler<NodeJS.ProcessEnv> = {
  get: (_, key) => Reflect.get(current(), key),
  has: (_, key) => Reflect.has(current(), key),
  set(_, key, value) {
    return Reflect.set(current(), key, String(value));
  },
  deleteProperty: (_, key) => Reflect.deleteProperty(current(), key),
  ownKeys: () => Reflect.ownKeys(current()),
  getOwnPropertyDescriptor: (_, key) => Reflect.getOwnPropertyDescriptor(current(), key),
  defineProperty: (_, key, descriptor) => Reflect.defineProperty(current(), key, descriptor),
};
