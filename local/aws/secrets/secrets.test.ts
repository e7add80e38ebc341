import {
  DescribeSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import { afterEach, beforeEach, expect, it } from "vitest";
import { LocalClock } from "../../clock/clock.ts";
import { aDoor, type TestDoor } from "../door/a-door.ts";
import { secretArn } from "./secret-arn.ts";
import { Secrets } from "./secrets.ts";

const START = Date.UTC(2026, 0, 5, 8);
const PLACE = { region: "ap-southeast-2", account: "123456789012" };
const OUTSIDE = "arn:aws:secretsmanager:ap-southeast-2:999999999999:secret:export/token-AbC123";

let door: TestDoor;
let secrets: Secrets;
let client: SecretsManagerClient;

beforeEach(async () => {
  const clock = new LocalClock(START);
  secrets = new Secrets({ clock, ...PLACE });
  door = await aDoor(clock, { services: { secretsmanager: secrets } });
  client = new SecretsManagerClient(door.settings);
});

afterEach(async () => {
  client.destroy();
  await door.close();
});

const value = (SecretId: string) => client.send(new GetSecretValueCommand({ SecretId }));

it("gives a value by name, by ARN, and by ARN without its random end", async () => {
  secrets.set("token", "s1");
  const arn = secretArn("token", PLACE);
  for (const id of ["token", arn, arn.slice(0, -7)]) {
    expect(await value(id)).toMatchObject({
      ARN: arn,
      Name: "token",
      SecretString: "s1",
      VersionStages: ["AWSCURRENT"],
      CreatedDate: new Date(START),
    });
  }
});

it("takes the value of a secret that the template declares, or of an ARN from outside", async () => {
  const declared = secretArn("declared", PLACE);
  secrets.declare({ name: "declared", arn: declared });
  await expect(value("declared")).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  secrets.set(declared, "s2");
  secrets.set(OUTSIDE, "s3");
  expect((await value("declared")).SecretString).toBe("s2");
  expect(await value(OUTSIDE)).toMatchObject({ Name: "export/token", SecretString: "s3" });
});

it("knows a new value as a new version", async () => {
  secrets.set("token", "s1");
  const before = (await value("token")).VersionId;
  secrets.set("token", "s2");
  const after = await value("token");
  expect(after.SecretString).toBe("s2");
  expect(after.VersionId).not.toBe(before);
});

it("describes a secret without its value", async () => {
  secrets.set("token", "s1");
  const described = await client.send(new DescribeSecretCommand({ SecretId: "token" }));
  expect(JSON.stringify(described)).not.toContain("s1");
  expect(described.Name).toBe("token");
});

it("refuses what is not there, in Secrets Manager's words", async () => {
  await expect(value("none")).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  const write = client.send(new PutSecretValueCommand({ SecretId: "token", SecretString: "x" }));
  await expect(write).rejects.toMatchObject({ name: "UnknownOperationException" });
  secrets.set("token", "s1");
  const old = { SecretId: "token", VersionStage: "AWSPREVIOUS" };
  await expect(client.send(new GetSecretValueCommand(old))).rejects.toMatchObject({
    name: "InvalidParameterException",
  });
});

it("fails by its own names", async () => {
  secrets.set("token", "s1");
  door.faults.add({ service: "secretsmanager", fault: { kind: "throttle" } });
  await expect(value("token")).rejects.toMatchObject({ name: "ThrottlingException" });
  door.faults.add({ service: "secretsmanager", fault: { kind: "error" } });
  await expect(value("token")).rejects.toMatchObject({ name: "InternalServiceError" });
});
