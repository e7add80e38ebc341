import { join } from "node:path";
import { App, Validations } from "aws-cdk-lib";
import { AwsSolutionsChecks } from "cdk-nag";
import { packageRoot } from "./package-root.ts";
import { LinekeeperStack } from "./stack.ts";

const STACK = "Linekeeper";

/**
 * The CDK app. It needs no AWS account: what it does not know of one are the template's parameters.
 * The same sources and bundles give the same template.
 *
 * @param outdir where `synth()` writes the cloud assembly
 */
export function linekeeperApp(outdir: string): {
  readonly app: App;
  readonly stack: LinekeeperStack;
} {
  const app = new App({
    outdir,
    analyticsReporting: false,
    stackTraces: false,
    treeMetadata: false,
    // It costs most of the time of a synth, and found nothing but our conditional topic, wrongly.
    builtinCloudFormationValidation: false,
  });
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  const stack = new LinekeeperStack(app, STACK, {
    description: "Linekeeper: keeps the promises a contact centre makes to its callers",
  });
  return { app, stack };
}

if (import.meta.main) {
  const outdir = join(packageRoot(), "cdk.out");
  linekeeperApp(outdir).app.synth();
  console.log(`synthesized ${STACK} into ${join(outdir, `${STACK}.template.json`)}`);
}
