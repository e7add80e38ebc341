import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { ConnectApi } from "./aws/connect/connect-api.ts";
import { S3_OPERATIONS } from "./aws/s3/operation.ts";
import { Secrets } from "./aws/secrets/secrets.ts";
import { Sqs } from "./aws/sqs/sqs.ts";
import { LocalClock } from "./clock/clock.ts";
import { StatesService } from "./states/service.ts";

const TEXT = readFileSync(new URL("./SUPPORT.md", import.meta.url), "utf8");

/** The operations in the first column of a section's table. */
function listed(heading: string): string[] {
  const [, section = ""] = TEXT.split(`\n## ${heading}\n`);
  const rows = (section.split("\n## ")[0] ?? "").split("\n").filter((row) => /^\| ?`/.test(row));
  const names = rows.flatMap((row) => [...(row.split("|")[1] ?? "").matchAll(/`(\w+)`/g)]);
  return names.map(([, name = ""]) => name).sort();
}

const home = { clock: new LocalClock(0), region: "us-east-1", account: "000000000000" };
const contacts = { describe: () => undefined, stop: () => false };
const { throttled, ...ofConnect } = new ConnectApi({ ...home, contacts, instanceId: "" }).calls;
const integrations = { invokeLambda: async () => ({}), call: async () => ({}) };

it.each([
  ["Step Functions", Object.keys(new StatesService({ ...home, integrations }).operations)],
  ["SQS", Object.keys(new Sqs(home).operations)],
  ["S3", S3_OPERATIONS],
  ["Secrets Manager", Object.keys(new Secrets(home).operations)],
  ["Connect", Object.keys(ofConnect)],
])("SUPPORT.md lists the operations of %s", (heading, operations) => {
  expect(listed(heading)).toEqual([...operations].sort());
});
