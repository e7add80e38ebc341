import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { aFunctionResource, DEPLOYMENT, MANIFEST } from "./a-template.ts";
import { loadTemplate, TemplateFileError } from "./load-template.ts";

const directory = mkdtempSync(join(tmpdir(), "linekeeper-template-"));
const assembly = join(directory, "cdk.out");

beforeAll(() => {
  const [Type, Properties] = aFunctionResource();
  const machine = {
    source: { path: "asset.a51.json", packaging: "file" },
    destinations: { here: { objectKey: "a51.json" } },
  };
  write("Linekeeper.template.json", {
    Resources: {
      Fn0A1B2C3D: { Type, Properties },
      Machine: {
        Type: "AWS::StepFunctions::StateMachine",
        Properties: {
          DefinitionS3Location: { Bucket: { "Fn::Sub": `b-\${AWS::Region}` }, Key: "a51.json" },
          DefinitionSubstitutions: { Fn: { Ref: "Fn0A1B2C3D" } },
        },
      },
    },
  });
  write("Linekeeper.assets.json", { files: { ...MANIFEST.files, a51: machine } });
  write("asset.a51.json", { Resource: `\${Fn}` });
});

afterAll(() => rmSync(directory, { recursive: true }));

function write(file: string, content: object): void {
  mkdirSync(assembly, { recursive: true });
  writeFileSync(join(assembly, file), JSON.stringify(content));
}

it("finds code and definitions through the asset manifest", () => {
  const { functions, stateMachines } = loadTemplate(assembly, DEPLOYMENT);
  expect(functions[0]?.codeDirectory).toBe(join(assembly, "asset.c0de"));
  expect(stateMachines[0]?.definition).toBe('{"Resource":"Fn"}');
});

it("says how to build a template that is missing", () => {
  const loading = () => loadTemplate(join(directory, "nowhere"), DEPLOYMENT);
  expect(loading).toThrow(TemplateFileError);
  expect(loading).toThrow(/nowhere.Linekeeper.template.json: cannot be read.*npm run synth/);
});

it("says so when it is not JSON", () => {
  writeFileSync(join(assembly, "Broken.template.json"), "{");
  const loading = () => loadTemplate(assembly, { ...DEPLOYMENT, stackName: "Broken" });
  expect(loading).toThrow(/Broken.template.json: is not JSON/);
});
