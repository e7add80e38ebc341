import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Assets } from "./assets.ts";
import type { StackDescription } from "./description.ts";
import { readTemplate } from "./read-template.ts";
import type { Deployment } from "./template.ts";

/** There is no synthesized template, or it is not one. */
export class TemplateFileError extends Error {
  override readonly name = "TemplateFileError";
  readonly file: string;

  constructor(file: string, problem: string, options: ErrorOptions) {
    super(`${file}: ${problem}. Build it with: npm run synth`, options);
    this.file = file;
  }
}

/**
 * Reads `<Stack>.template.json` of a cloud assembly, with the asset manifest beside it.
 * @param assembly the directory that `cdk synth` wrote (`cdk.out`)
 * @throws TemplateFileError when a file is missing or not JSON; TemplateError as `readTemplate`
 */
export function loadTemplate(assembly: string, deployment: Deployment): StackDescription {
  const stack = join(assembly, deployment.stackName);
  const template = readJson(`${stack}.template.json`);
  const manifest = readJson(`${stack}.assets.json`);
  return readTemplate(template, deployment, new Assets(dirname(stack), manifest));
}

function readJson(file: string): object {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw new TemplateFileError(file, "cannot be read", { cause: error });
  }
  try {
    return JSON.parse(text) as object;
  } catch (error) {
    throw new TemplateFileError(file, "is not JSON", { cause: error });
  }
}
