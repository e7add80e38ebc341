import { existsSync, mkdirSync, rmSync, symlinkSync } from "node:fs";
import { fileURLToPath } from "node:url";

const bins = fileURLToPath(new URL("../node_modules/.bin", import.meta.url));

/**
 * Makes `npx linekeeper` work in this checkout. With a `bin` of the package itself, npx would build
 * and install the package into its cache first, at every call.
 */
function linkCommand(): void {
  if (!existsSync(bins)) mkdirSync(bins, { recursive: true });
  const link = `${bins}/linekeeper`;
  rmSync(link, { force: true });
  symlinkSync("../../cli/linekeeper.mjs", link);
}

if (import.meta.main) linkCommand();
