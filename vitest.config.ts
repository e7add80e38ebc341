import { defineConfig, type ViteUserConfig } from "vitest/config";

const config: ViteUserConfig = defineConfig({
  test: {
    include: ["{src,infra,local,cli,bench,test}/**/*.test.ts"],
    pool: "forks",
    testTimeout: 20_000,
  },
});

// biome-ignore lint/style/noDefaultExport: vitest reads its configuration from the default export.
export default config;
