import type { Assets } from "./assets.ts";
import { BUCKET_NOTIFICATIONS } from "./bucket.ts";
import { CONTAINERS, readContainers } from "./container.ts";
import type { LeftOut, StackDescription } from "./description.ts";
import { readEvents } from "./events.ts";
import { customResourceHandlers, readFunctions } from "./functions.ts";
import { readOutputs } from "./outputs.ts";
import { declarations, distinct } from "./properties.ts";
import { Resolver } from "./resolver.ts";
import { readStateMachine } from "./state-machine.ts";
import { readStores, TABLES } from "./stores.ts";
import type { Deployment, Template } from "./template.ts";

const READ = new Set([
  ...TABLES,
  "AWS::Lambda::Function",
  "AWS::Lambda::EventInvokeConfig",
  "AWS::Lambda::EventSourceMapping",
  "AWS::SQS::Queue",
  "AWS::Events::Rule",
  // A stream exists locally through the mappings that read it.
  "AWS::Kinesis::Stream",
  "AWS::StepFunctions::StateMachine",
  "AWS::Logs::SubscriptionFilter",
  "AWS::S3::Bucket",
  BUCKET_NOTIFICATIONS,
  "AWS::SecretsManager::Secret",
  ...CONTAINERS,
]);

/**
 * Reads a synthesized template as it would be deployed at `deployment`.
 * @throws TemplateError for whatever cannot be resolved, and for every property of the types read
 * that the local stack would not honour
 */
export function readTemplate(
  template: Template,
  deployment: Deployment,
  assets: Assets,
): StackDescription {
  const resolver = new Resolver(template, deployment);
  const functions = readFunctions(resolver, assets);
  const machines = declarations(resolver, "AWS::StepFunctions::StateMachine");
  const outputs = readOutputs(template.Outputs ?? {}, resolver);
  return {
    ...readStores(resolver),
    functions: distinct(functions),
    ...readEvents(resolver, new Set(functions.map(({ name }) => name))),
    stateMachines: distinct(machines.map((machine) => readStateMachine(machine, assets))),
    containers: readContainers(resolver),
    outputs: outputs.values,
    leftOut: [...leftOut(resolver), ...outputs.leftOut],
  };
}

function leftOut({ resources }: Resolver): LeftOut[] {
  const deploying = customResourceHandlers(resources);
  const others = Object.entries(resources)
    .filter(([, { Type }]) => !READ.has(Type))
    .map(([what, { Type }]) => ({ what, why: Type }));
  const handlers = [...deploying].map((what) => ({ what, why: "runs only while deploying" }));
  return [...others, ...handlers];
}
