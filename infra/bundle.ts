import { cpSync, globSync, rmSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { type BuildOptions, build } from "esbuild";
import { prunableSchemas } from "./prunable-schemas.ts";

const root = fileURLToPath(new URL("..", import.meta.url));

/** What runs on a laptop is the file that deploys. The AWS SDK is part of it. */
const BUNDLED: BuildOptions = {
  absWorkingDir: root,
  outExtension: { ".js": ".mjs" },
  bundle: true,
  minify: true,
  // Node prints the line an error comes from: without the limit that is the whole bundle.
  lineLimit: 160,
  format: "esm",
  platform: "node",
  target: "node24",
  mainFields: ["module", "main"],
  legalComments: "none",
  plugins: [prunableSchemas],
  // Some CommonJS parts of dependencies call require("node:…"), which an ES module lacks.
  banner: {
    js: 'import{createRequire as __cr}from"node:module";const require=__cr(import.meta.url);',
  },
};

/**
 * Bundles every `src/**\/*.lambda.ts` into `dist/lambda/<name>/index.mjs`. The AWS SDK in the Lambda
 * runtime changes under one's feet, and loads slower than the part of it that is used.
 */
async function bundleLambdas(): Promise<readonly string[]> {
  const entries = globSync("src/**/*.lambda.ts", { cwd: root }).sort();
  rmSync(`${root}dist/lambda`, { recursive: true, force: true });
  await build({
    ...BUNDLED,
    entryPoints: entries.map((entry) => ({ in: entry, out: `${lambdaName(entry)}/index` })),
    outdir: "dist/lambda",
    alias: { "@aws-sdk/credential-provider-node": "./infra/lambda-credentials.ts" },
  });
  return entries.map(lambdaName);
}

/**
 * Bundles the download worker and its health check into `dist/worker`, beside the Dockerfile: the
 * folder is all that the image is built from. A container's credentials come from an endpoint, so
 * that the SDK's own chain stays.
 */
async function bundleWorker(): Promise<void> {
  rmSync(`${root}dist/worker`, { recursive: true, force: true });
  await build({
    ...BUNDLED,
    entryPoints: {
      index: "src/reconciliation/worker/worker.main.ts",
      "health-check": "src/reconciliation/worker/health-check.main.ts",
    },
    outdir: "dist/worker",
  });
  cpSync(`${root}infra/worker-image`, `${root}dist/worker`, { recursive: true });
}

function lambdaName(entry: string): string {
  return basename(entry, ".lambda.ts");
}

if (import.meta.main) {
  const names = await bundleLambdas();
  console.log(`bundled ${names.length} functions into dist/lambda: ${names.join(", ")}`);
  await bundleWorker();
  console.log("bundled the download worker into dist/worker");
}
