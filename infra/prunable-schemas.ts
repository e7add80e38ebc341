import { readFile } from "node:fs/promises";
import type { Plugin } from "esbuild";

/** A list over several lines, its last one a bracket alone. */
const SCHEMA = /^(export var|var) (\w+\$?) = \[([^;\n]*\n(?: .*\n)*)\];$/gm;

/**
 * Lets a bundle leave out what it does not use of an SDK client's schemas. Those of REST services
 * (Connect, S3) have computed keys, which might do something for all that esbuild knows, so that it keeps the
 * descriptions of every operation: 190 KB of Connect's. They are plain data.
 */
export const prunableSchemas: Plugin = {
  name: "prunable-schemas",
  setup({ onLoad }) {
    onLoad(
      { filter: /@aws-sdk\/client-[\w-]+\/dist-es\/schemas\/schemas_0\.js$/ },
      async ({ path }) => {
        const text = await readFile(path, "utf8");
        return {
          contents: text.replace(SCHEMA, "$1 $2 = /* @__PURE__ */ (() => [$3])();"),
          loader: "js",
        };
      },
    );
  },
};
