import { globSync, rmSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = fileURLToPath(new URL("..", import.meta.url));

/**
 * Bundles every `src/**\/*.lambda.ts` into `dist/lambda/<name>/index.mjs`. What runs on a laptop is
 * the file that deploys. The AWS SDK is bundled too: the one in the Lambda runtime changes under
 * one's feet, and loads slower than the part of it that is used.
 */
export async function bundleLambdas(): Promise<readonly string[]> {
  const entries = globSync("src/**/*.lambda.ts", { cwd: root }).sort();
  rmSync(`${root}dist/lambda`, { recursive: true, force: true });
  await build({
    absWorkingDir: root,
    entryPoints: entries.map((entry) => ({ in: entry, out: `${lambdaName(entry)}/index` })),
    outdir: "dist/lambda",
    outExtension: { ".js": ".mjs" },
    bundle: true,
    minify: true,
    // Node prints the line an error comes from: without the limit that is the whole bundle.
    lineLimit: 160,
    format: "esm",
    platform: "node",
    target: "node24",
    mainFields: ["module", "main"],
    alias: { "@aws-sdk/credential-provider-node": "./infra/lambda-credentials.ts" },
    legalComments: "none",
    // Some CommonJS parts of dependencies call require("node:…"), which an ES module lacks.
    banner: {
      js: 'import{createRequire as __cr}from"node:module";const require=__cr(import.meta.url);',
    },
  });
  return entries.map(lambdaName);
}

function lambdaName(entry: string): string {
  return basename(entry, ".lambda.ts");
}

if (import.meta.main) {
  const names = await bundleLambdas();
  console.log(`bundled ${names.length} functions into dist/lambda: ${names.join(", ")}`);
}
