import { existsSync } from "node:fs";
import { join } from "node:path";
import { aws_ecr_assets as assets } from "aws-cdk-lib";
import type { Construct } from "constructs";
import { BundleMissingError } from "../bundled-code.ts";
import { packageRoot } from "../package-root.ts";

/**
 * The worker's container image, from what `infra/bundle.ts` put into `dist/worker`. It is built where
 * the stack is deployed from; to synthesize takes no Docker.
 *
 * For x86, though ARM costs a fifth less: an image for the other architecture builds only where
 * Docker can emulate it, which Docker Desktop can and most build machines, being x86, cannot.
 *
 * @throws BundleMissingError
 */
export function workerImage(
  scope: Construct,
  root: string = packageRoot(),
): assets.DockerImageAsset {
  const directory = join(root, "dist", "worker");
  if (!existsSync(join(directory, "index.mjs"))) {
    throw new BundleMissingError(`expected index.mjs in ${directory}. Run npm run build.`);
  }
  return new assets.DockerImageAsset(scope, "Image", {
    directory,
    platform: assets.Platform.LINUX_AMD64,
  });
}
