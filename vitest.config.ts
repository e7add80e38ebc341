import { defineConfig } from "vitest/config";

// biome-ignore lint/style/noDefaultExport: vitest reads its configuration from the default export.
export default defineConfig({
  test: {
    include: ["{src,infra,local,cli,bench,test}/**/*.test.ts"],
    pool: "forks",
    testTimeout: 20_000,
  },
});
