import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { App } from "aws-cdk-lib";
import { afterAll } from "vitest";

type Json = Readonly<Record<string, unknown>>;

/** A synthesized template, with its references in words. */
export interface TestTemplate {
  readonly text: string;
  readonly outputs: Json;
  /** Properties of the resources of a type, by logical id without the CDK's hash. */
  of(type: string): Readonly<Record<string, Json>>;
}

const assemblies: string[] = [];

afterAll(() => {
  for (const directory of assemblies) rmSync(directory, { recursive: true });
});

/** A new directory for a cloud assembly; it is gone after the test file. */
export function temporaryAssembly(): string {
  const directory = mkdtempSync(join(tmpdir(), "linekeeper-"));
  assemblies.push(directory);
  return directory;
}

/** @throws when cdk-nag finds what is not acknowledged */
export function synthesized(app: App, stackName: string): TestTemplate {
  const template = app.synth().getStackByName(stackName).template as {
    readonly Resources: Readonly<Record<string, { Type: string; Properties?: Json }>>;
    readonly Outputs?: Json;
  };
  return {
    text: JSON.stringify(template),
    outputs: template.Outputs ?? {},
    of: (type) =>
      Object.fromEntries(
        Object.entries(template.Resources)
          .filter(([, resource]) => resource.Type === type)
          .map(([id, { Properties = {} }]) => [withoutHash(id), inWords(Properties) as Json]),
      ),
  };
}

/** `<CallbacksTable.Arn>` for a reference, and joined texts as one. */
function inWords(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inWords);
  if (typeof value !== "object" || value === null) return value;
  const { Ref, "Fn::GetAtt": attribute, "Fn::Join": join, "Fn::If": condition } = value as Json;
  const { "Fn::Sub": substituted } = value as Json;
  if (typeof substituted === "string") return substituted.replaceAll(/\$\{(.+?)\}/g, "<$1>");
  if (typeof Ref === "string") return `<${withoutHash(Ref)}>`;
  if (Array.isArray(attribute)) return `<${withoutHash(String(attribute[0]))}.${attribute[1]}>`;
  if (Array.isArray(join)) return (inWords(join[1]) as string[]).join(join[0]);
  if (Array.isArray(condition)) {
    const [name, then, otherwise] = condition;
    return `<${name} ? ${inWords(then)} : ${inWords(otherwise)}>`;
  }
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, inWords(inner)]));
}

function withoutHash(logicalId: string): string {
  return logicalId.replace(/(?<=.)[0-9A-F]{8}$/, "");
}
