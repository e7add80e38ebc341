import { existsSync } from "node:fs";
import { join } from "node:path";
import { aws_lambda as lambda } from "aws-cdk-lib";
import { packageRoot } from "./package-root.ts";

/** The Lambda bundles have not been built. */
export class BundleMissingError extends Error {
  override readonly name = "BundleMissingError";
}

/**
 * The bundle of a function, as `infra/bundle.ts` built it: what deploys is what ran locally.
 *
 * @param name of the folder in `dist/lambda`
 * @throws BundleMissingError
 */
export function bundledCode(name: string, root: string = packageRoot()): lambda.AssetCode {
  const directory = join(root, "dist", "lambda", name);
  if (!existsSync(join(directory, "index.mjs"))) {
    throw new BundleMissingError(`expected index.mjs in ${directory}. Run npm run build.`);
  }
  return lambda.Code.fromAsset(directory);
}
