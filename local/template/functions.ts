import type { Assets } from "./assets.ts";
import { readEventInvokeConfig } from "./event-invoke-config.ts";
import { type FunctionDescription, readFunction } from "./function.ts";
import { declarations } from "./properties.ts";
import type { Resolver } from "./resolver.ts";
import type { TemplateResource } from "./template.ts";

/** The template's functions, each with its configuration for asynchronous invocation. */
export function readFunctions(resolver: Resolver, assets: Assets): FunctionDescription[] {
  const configurations = new Map(
    declarations(resolver, "AWS::Lambda::EventInvokeConfig")
      .map(readEventInvokeConfig)
      .map(({ functionName, ...configuration }) => [functionName, configuration]),
  );
  const deploying = customResourceHandlers(resolver.resources);
  return declarations(resolver, "AWS::Lambda::Function")
    .filter(({ logicalId }) => !deploying.has(logicalId))
    .map((declared) => readFunction(declared, assets, configurations));
}

/**
 * Functions behind custom resources, by logical id. The CDK brings them (some inline, some in
 * Python) to run while CloudFormation deploys; there is nothing for them to do on a laptop.
 */
export function customResourceHandlers(
  resources: Readonly<Record<string, TemplateResource>>,
): ReadonlySet<string> {
  const tokens = Object.values(resources).map(({ Properties }) => Properties?.["ServiceToken"]);
  return new Set(tokens.flatMap(referredTo));
}

function referredTo(token: unknown): string[] {
  if (typeof token !== "object" || token === null) return [];
  const attribute: unknown = (token as { readonly "Fn::GetAtt"?: unknown })["Fn::GetAtt"];
  return Array.isArray(attribute) ? [String(attribute[0])] : [];
}
