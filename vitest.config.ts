import { env } from "node:process";
import { fileURLToPath } from "node:url";
import { defineConfig, type ViteUserConfig } from "vitest/config";

// Every process of a test loads the SDK, dynalite and our bundles: Node keeps what it compiled of them.
env["NODE_COMPILE_CACHE"] ??= fileURLToPath(
  new URL("./node_modules/.cache/node-compile", import.meta.url),
);

const EVERY_TEST = "{src,infra,local,cli,bench,test}/**/*.test.ts";

/** They run deployed bundles, a whole stack or the process's output: each has a process of its own. */
const ALONE = [
  "test/e2e/**/*.test.ts",
  "local/*.test.ts",
  "local/{aws,bank-line,delivery,lambda,story,test-run}/**/*.test.ts",
  "src/**/deployed.test.ts",
  "src/reconciliation/worker/**/*.test.ts",
];

const common = {
  pool: "forks",
  // Generous: a loaded machine is not a failure. Where real time is the matter (sockets that fall
  // silent, a slow service, a worker's process) tests wait for some of it, and for no more.
  testTimeout: 120_000,
  hookTimeout: 240_000,
} as const;

const config: ViteUserConfig = defineConfig({
  test: {
    // Two, whatever there are: vitest leaves one core free, and of two that is half.
    maxWorkers: 2,
    projects: [
      // Loading the SDK, the CDK and the engine anew for every file would take a third of the time.
      {
        test: {
          ...common,
          name: "together",
          include: [EVERY_TEST],
          exclude: ALONE,
          isolate: false,
        },
      },
      { test: { ...common, name: "alone", include: ALONE } },
    ],
  },
});

// biome-ignore lint/style/noDefaultExport: vitest reads its configuration from the default export.
export default config;
