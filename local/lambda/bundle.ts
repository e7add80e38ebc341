import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { FunctionDescription } from "../template/function.ts";
import { RuntimeError } from "./failure.ts";

export type Handler = (event: unknown, context: object) => unknown;

/**
 * A module that lends out Node's own `import`. A test runner rewrites the one in this file and then
 * transforms the bundle too, which would make it another artefact than the one that deploys.
 */
const NODE_IMPORT: string =
  "data:text/javascript,export const nodeImport = (address) => import(address);";

/** Never used twice in a process: Node keeps every module, also one that failed, by its address. */
let instances = 0;

/**
 * Imports the function's bundle: a cold start. Each call makes a new instance of the module, with
 * the environment of the running function.
 * @throws RuntimeError as the Node runtime reports a missing file or handler; else what the
 * bundle's own code throws while it is imported
 */
export async function loadHandler(description: FunctionDescription): Promise<Handler> {
  const { handler, name, codeDirectory } = description;
  const [, module, exported] = /^([^.]+)\.([^.]+)$/.exec(handler) ?? [];
  if (module === undefined || exported === undefined) {
    throw new RuntimeError("Runtime.MalformedHandlerName", `Bad handler ${handler}`);
  }
  const file = join(codeDirectory, `${module}.mjs`);
  if (!existsSync(file)) {
    throw new RuntimeError(
      "Runtime.ImportModuleError",
      `Cannot find module '${module}': ${file} does not exist. Build it with: npm run build`,
    );
  }
  instances += 1;
  const instance = `${pathToFileURL(file).href}?fn=${encodeURIComponent(name)}&stack=${instances}`;
  const loaded = (await importModule(instance)) as Record<string, unknown>;
  return asHandler(loaded[exported], handler);
}

async function importModule(address: string): Promise<unknown> {
  try {
    const { nodeImport } = await import(NODE_IMPORT);
    return await nodeImport(address);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new RuntimeError("Runtime.UserCodeSyntaxError", String(error), { cause: error });
  }
}

function asHandler(exported: unknown, name: string): Handler {
  if (typeof exported !== "function") {
    throw new RuntimeError("Runtime.HandlerNotFound", `${name} is undefined or not exported`);
  }
  // The Node 24 runtime tells callback handlers by their third parameter, and refuses them.
  if (exported.length >= 3) {
    throw new RuntimeError(
      "Runtime.CallbackHandlerDeprecated",
      "AWS Lambda has removed support for callback-based function handlers starting with Node.js 24",
    );
  }
  return exported as Handler;
}
