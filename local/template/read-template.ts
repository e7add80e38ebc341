import type { Assets } from "./assets.ts";
import type { LeftOut, StackDescription } from "./description.ts";
import { customResourceHandlers, readFunctions } from "./functions.ts";
import { readMapping } from "./mapping.ts";
import { readOutputs } from "./outputs.ts";
import { declarations } from "./properties.ts";
import { readQueue } from "./queue.ts";
import { Resolver } from "./resolver.ts";
import { readRule } from "./rule.ts";
import { readStateMachine } from "./state-machine.ts";
import { readTable } from "./table.ts";
import type { Deployment, Template } from "./template.ts";
import { TemplateError } from "./template-error.ts";

const TABLES = ["AWS::DynamoDB::Table", "AWS::DynamoDB::GlobalTable"];

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
  const functionNames = new Set(functions.map(({ name }) => name));
  const outputs = readOutputs(template.Outputs ?? {}, resolver);
  const all = (...types: readonly string[]) => declarations(resolver, ...types);
  return {
    tables: distinct(all(...TABLES).map(readTable)),
    functions: distinct(functions),
    queues: distinct(all("AWS::SQS::Queue").map(readQueue)),
    mappings: all("AWS::Lambda::EventSourceMapping").map((one) => readMapping(one, functionNames)),
    rules: distinct(all("AWS::Events::Rule").map(readRule)),
    stateMachines: distinct(
      all("AWS::StepFunctions::StateMachine").map((one) => readStateMachine(one, assets)),
    ),
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

/** AWS would refuse the second of two equal names. */
function distinct<T extends { readonly logicalId: string; readonly name: string }>(
  described: readonly T[],
): readonly T[] {
  const owners = new Map<string, string>();
  for (const { logicalId, name } of described) {
    const owner = owners.get(name);
    if (owner !== undefined) {
      throw new TemplateError(logicalId, "", `is called ${name}, and so is ${owner}.`);
    }
    owners.set(name, logicalId);
  }
  return described;
}
