import { defineConfig, type ViteUserConfig } from "vitest/config";

const config: ViteUserConfig = defineConfig({
  test: {
    include: ["{src,infra,local,cli,bench,test}/**/*.test.ts"],
    pool: "forks",
    // Generous: a loaded machine is not a failure, and nothing here waits for real time to pass.
    testTimeout: 120_000,
    hookTimeout: 240_000,
  },
});

// biome-ignore lint/style/noDefaultExport: vitest reads its configuration from the default export.
export default config;
