import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { App, aws_lambda as lambda, Stack } from "aws-cdk-lib";
import { describe, expect, test, vi } from "vitest";
import { linekeeperApp } from "./app.ts";
import { FlowFileError, flowContent } from "./flows/content.ts";
import { Flows } from "./flows.ts";
import { packageRoot } from "./package-root.ts";
import { synthesized, temporaryAssembly } from "./test-template.ts";

// A synthesis takes a second or two, but not on a machine that does much else.
vi.setConfig({ testTimeout: 60_000 });

const CERTIFICATE = "-----BEGIN CERTIFICATE-----\nMIIB\nAQAB\n-----END CERTIFICATE-----";

const directory = join(packageRoot(), "flows");
const files = readdirSync(directory).filter((file) => file.endsWith(".json"));
const template = synthesized(linekeeperApp(temporaryAssembly()).app, "Linekeeper");
const whole = JSON.parse(template.text) as {
  readonly Resources: Readonly<Record<string, Resource>>;
  readonly Conditions: Readonly<Record<string, unknown>>;
  readonly Rules: Readonly<Record<string, unknown>>;
};
const flows = Object.entries(whole.Resources).filter(
  ([, { Type }]) => Type === "AWS::Connect::ContactFlow",
);

interface Resource {
  readonly Type: string;
  readonly Condition?: string;
  readonly DependsOn?: readonly string[];
  readonly Properties: Readonly<Record<string, unknown>>;
}

type Substituted = { readonly "Fn::Sub": readonly [string, Readonly<Record<string, unknown>>] };

/** The content as CloudFormation makes it, with the certificate given and names for all else. */
function deployed({ Properties }: Resource) {
  const [text, values] = (Properties["Content"] as Substituted)["Fn::Sub"];
  return text.replaceAll(/\$\{(.*?)\}/g, (_all, name: string) => filledIn(values[name]));
}

function filledIn(value: unknown): string {
  const { "Fn::Join": join, "Fn::Split": split } = Object(value);
  if (join) return filledIn(join[1]).split("\u0000").join(join[0]);
  if (split) return CERTIFICATE.split(split[0]).join("\u0000");
  expect(value).toBeDefined();
  return "something";
}

describe("deployed flows", () => {
  test("each file of flows/ is one, with its name and type", () => {
    expect(flows.map(([, { Properties }]) => [Properties["Name"], Properties["Type"]])).toEqual([
      ["Linekeeper make payment", "CONTACT_FLOW"],
      ["Linekeeper change PIN", "CONTACT_FLOW"],
      ["Linekeeper balance", "CONTACT_FLOW"],
      ["Linekeeper customer queue", "CUSTOMER_QUEUE"],
      ["Linekeeper main", "CONTACT_FLOW"],
      ["Linekeeper entry", "CONTACT_FLOW"],
      ["Linekeeper outbound whisper", "OUTBOUND_WHISPER"],
    ]);
    expect(flows).toHaveLength(files.length);
  });

  test("each is its file, every placeholder filled in", () => {
    const names = new Map(
      files.map((file) => {
        const flow = JSON.parse(readFileSync(join(directory, file), "utf8"));
        return [flow.Metadata.name as string, flow];
      }),
    );
    for (const [, flow] of flows) {
      const text = deployed(flow);
      expect(text).not.toContain("${");
      const file = names.get(String(flow.Properties["Name"]));
      expect(JSON.parse(text).Actions).toHaveLength(file.Actions.length);
    }
  });

  test("the certificate arrives with its lines", () => {
    const payment = flows.find(([id]) => id.startsWith("FlowsMakePayment"))?.[1];
    const { Actions } = JSON.parse(deployed(payment as Resource)) as {
      readonly Actions: readonly { readonly Parameters: Readonly<Record<string, unknown>> }[];
    };
    const encrypted = Actions.flatMap(({ Parameters }) => Parameters["InputEncryption"] ?? []);
    expect(encrypted).toEqual([
      { EncryptionKeyId: "something", Key: CERTIFICATE },
      { EncryptionKeyId: "something", Key: CERTIFICATE },
    ]);
  });

  test("only where the queue, the key's id and the certificate are given: all, or none", () => {
    expect(new Set(flows.map(([, { Condition }]) => Condition))).toEqual(new Set(["HasFlows"]));
    expect(template.outputs["EntryFlowArn"]).toMatchObject({ Condition: "HasFlows" });
    expect(Object.keys(whole.Rules)).toContain("FlowParameters");
    for (const name of ["ServiceQueueArn", "InputEncryptionKeyId", "InputEncryptionKey"]) {
      expect(JSON.stringify(whole.Conditions["HasFlows"])).toContain(`{"Ref":"${name}"}`);
    }
  });

  test("none before the functions it calls can be called", () => {
    const queue = flows.find(([id]) => id.startsWith("FlowsCustomerQueue"))?.[1];
    const associations = (queue?.DependsOn ?? []).filter((id) => id.includes("ConnectIntegration"));
    expect(associations.map((id) => id.replace(/ConnectIntegration.*/, ""))).toEqual([
      "CallbacksCancel",
      "CallbacksClear",
      "CallbacksSet",
    ]);
  });
});

test("the construct alone: their functions, their queue, always deployed", () => {
  const app = new App({ outdir: temporaryAssembly(), builtinCloudFormationValidation: false });
  const stack = new Stack(app, "Theirs");
  const theirs = (name: string) => lambda.Function.fromFunctionName(stack, name, name);
  new Flows(stack, "Flows", {
    connectInstanceArn: "arn:aws:connect:ap-southeast-2:111122223333:instance/theirs",
    serviceQueueArn: "arn:aws:connect:ap-southeast-2:111122223333:instance/theirs/queue/theirs",
    inputEncryptionKeyId: "theirs",
    inputEncryptionKey: CERTIFICATE,
    trackerCheckFunction: theirs("check"),
    callbacksSetFunction: theirs("set"),
    callbacksClearFunction: theirs("clear"),
    callbacksCancelFunction: theirs("cancel"),
    asyncFunction: theirs("look-up"),
  });
  const { text } = synthesized(app, "Theirs");
  const { Resources } = JSON.parse(text) as typeof whole;
  expect(Object.values(Resources)).toHaveLength(files.length);
  expect(text).toContain(":function:look-up");
  expect(text).not.toContain('"Condition"');
});

describe("a file that cannot be deployed", () => {
  test.each([
    [{}, "expected a Metadata.name"],
    [{ name: "x", type: "agentHold" }, 'not "agentHold"'],
  ])("%j", (Metadata, message) => {
    const folder = temporaryAssembly();
    writeFileSync(join(folder, "x.json"), JSON.stringify({ Metadata }));
    expect(() => flowContent("x", folder)).toThrow(FlowFileError);
    expect(() => flowContent("x", folder)).toThrow(message);
  });
});
