import { defineConfig, type ViteUserConfig } from "vitest/config";

const EVERY_TEST = "{src,infra,local,cli,bench,test}/**/*.test.ts";

/**
 * Files that share a process: nothing in them touches it. Loading the CDK, the engine or the flow
 * language anew for every file would take longer than the tests.
 */
const TOGETHER = [
  "infra/**/*.test.ts",
  "cli/**/*.test.ts",
  "src/connect/**/*.test.ts",
  "local/{clock,states,template}/**/*.test.ts",
  "local/connect/**/*.test.ts",
];

const common = {
  pool: "forks",
  // Generous: a loaded machine is not a failure, and nothing here waits for real time to pass.
  testTimeout: 120_000,
  hookTimeout: 240_000,
} as const;

const config: ViteUserConfig = defineConfig({
  test: {
    projects: [
      { test: { ...common, name: "together", include: TOGETHER, isolate: false } },
      { test: { ...common, name: "alone", include: [EVERY_TEST], exclude: TOGETHER } },
    ],
  },
});

// biome-ignore lint/style/noDefaultExport: vitest reads its configuration from the default export.
export default config;
