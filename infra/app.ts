import { join, resolve } from "node:path";
import { App, Validations } from "aws-cdk-lib";
import { AwsSolutionsChecks } from "cdk-nag";
import { variable } from "../src/aws/environment.ts";
import { packageRoot } from "./package-root.ts";
import { LinekeeperStack } from "./stack.ts";

const STACK = "Linekeeper";

/** Where the local stack finds the template. */
const WHOLE = join(packageRoot(), "cdk.out");

/**
 * The CDK app. It needs no AWS account: what it does not know of one are the template's parameters.
 * The same sources and bundles give the same template.
 *
 * Context (`-c` of the CDK's command line): `reconciliation=false` leaves reconciliation out. That goes
 * to a directory of its own, for the local stack runs what is in cdk.out.
 *
 * @param outdir where `synth()` writes the cloud assembly
 * @throws ContextError
 */
export function linekeeperApp(
  outdir: string,
  context: Readonly<Record<string, unknown>> = {},
): {
  readonly app: App;
  readonly stack: LinekeeperStack;
} {
  const app = new App({
    outdir,
    context,
    analyticsReporting: false,
    stackTraces: false,
    treeMetadata: false,
    // It costs most of the time of a synth, and found nothing but our conditional topic, wrongly.
    builtinCloudFormationValidation: false,
  });
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  const reconciliation = flag(app, "reconciliation", true);
  if (!reconciliation && resolve(outdir) === WHOLE) {
    throw new ContextError(
      "without reconciliation the app goes to another directory than cdk.out, which the local stack runs: set CDK_OUTDIR, or --output of the CDK's command line",
    );
  }
  const stack = new LinekeeperStack(app, STACK, {
    description: "Linekeeper: keeps the promises a contact centre makes to its callers",
    reconciliation,
  });
  return { app, stack };
}

/** The context has a value that it cannot have, or cannot have here. */
export class ContextError extends Error {
  override readonly name = "ContextError";
}

function flag(app: App, name: string, standard: boolean): boolean {
  const value: unknown = app.node.tryGetContext(name) ?? standard;
  if (value !== true && value !== false && value !== "true" && value !== "false") {
    throw new ContextError(`context ${name} must be true or false, got ${JSON.stringify(value)}`);
  }
  return String(value) === "true";
}

if (import.meta.main) {
  // The CDK's command line sets it, and expects to find the app there.
  const outdir = variable("CDK_OUTDIR") || WHOLE;
  linekeeperApp(outdir).app.synth();
  console.log(`synthesized ${STACK} into ${join(outdir, `${STACK}.template.json`)}`);
}
