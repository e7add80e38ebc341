import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import { linekeeperApp } from "./app.ts";
import { packageRoot } from "./package-root.ts";
import { synthesized, temporaryAssembly } from "./test-template.ts";

// A synthesis takes a second or two, but not on a machine that does much else.
vi.setConfig({ testTimeout: 60_000 });

const template = synthesized(linekeeperApp(temporaryAssembly()).app, "Linekeeper");

describe("operations", () => {
  // Those without a name call nobody: they scale the download workers.
  const alarms = Object.values(template.of("AWS::CloudWatch::Alarm")).filter(
    ({ AlarmName }) => AlarmName !== undefined,
  );
  const guide = readFileSync(join(packageRoot(), "docs/operations.md"), "utf8");

  test("every alarm has its section, and every section its alarm", () => {
    const sections = [...guide.matchAll(/^### (linekeeper-\S+)$/gm)].map(([, name]) => name);
    expect(sections).toEqual(alarms.map(({ AlarmName }) => AlarmName));
  });

  test("every alarm leads to its section, and notifies the topic where there is one", () => {
    const topic = ["<HasAlarmTopic ? <AlarmTopicArn> : <AWS::NoValue>>"];
    for (const alarm of alarms) {
      expect(alarm["AlarmDescription"]).toMatch(`docs/operations.md#${alarm["AlarmName"]}`);
      expect(alarm).toMatchObject({
        AlarmActions: topic,
        OKActions: topic,
        TreatMissingData: "notBreaching",
      });
    }
  });

  test("the guide names only outputs and log groups that exist", () => {
    for (const [, output = ""] of guide.matchAll(/output (\w+)\)/g)) {
      expect(template.outputs).toHaveProperty(output);
    }
    const groups = Object.values(template.of("AWS::Logs::LogGroup"));
    for (const [group] of guide.matchAll(/\/aws\/lambda\/[a-z][\w-]+/g)) {
      expect(groups.map(({ LogGroupName }) => LogGroupName)).toContain(group);
    }
  });

  test("the dashboard has a row for each system", () => {
    const [dashboard] = Object.values(template.of("AWS::CloudWatch::Dashboard"));
    const { widgets } = JSON.parse(String(dashboard?.["DashboardBody"])) as {
      readonly widgets: readonly { readonly properties: { readonly title: string } }[];
    };
    expect(widgets.map(({ properties }) => properties.title)).toEqual([
      "Callback claims",
      "Outcomes",
      "Slowest of a hundred calls",
      "Context trackers",
      "Outcomes",
      "Slowest of a hundred calls",
      "Async function",
      "Outcomes",
      "Slowest of a hundred calls",
      "Recording watch",
      "Outcomes",
      "Slowest of a hundred calls",
      "Reconciliation",
      "Outcomes",
      "Slowest of a hundred calls",
    ]);
  });
});
