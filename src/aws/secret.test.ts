import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { type Secret, tokenSecret } from "./secret.ts";

/** What Secrets Manager answers next; a number is an error's HTTP status. */
let held: object | number = {};
let reads: unknown[] = [];
let client: SecretsManagerClient;
let secret: Secret;

/** The wire of Secrets Manager (AwsJson 1.1), as far as GetSecretValue goes. */
const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    const input = JSON.parse(Buffer.concat(chunks).toString());
    reads.push([request.headers["x-amz-target"], input.SecretId]);
    const failed = typeof held === "number";
    response.writeHead(failed ? Number(held) : 200, {
      "content-type": "application/x-amz-json-1.1",
    });
    response.end(JSON.stringify(failed ? { __type: "InternalServiceError" } : held));
  });
});

beforeAll(async () => {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  client = new SecretsManagerClient({
    region: "ap-southeast-2",
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
    maxAttempts: 1,
  });
});
beforeEach(() => {
  held = { SecretString: "token-1\n" };
  reads = [];
  secret = tokenSecret(client, "arn:aws:secretsmanager:ap-southeast-2:111122223333:secret:ocp");
});
afterAll(() => {
  client.destroy();
  server.closeAllConnections();
  server.close();
});

it("is read once, by whoever comes first, without the line's end", async () => {
  const texts = await Promise.all([secret.text(), secret.text(), secret.text()]);
  expect([...texts, await secret.text()]).toEqual(Array(4).fill("token-1"));
  expect(reads).toEqual([
    [
      "secretsmanager.GetSecretValue",
      "arn:aws:secretsmanager:ap-southeast-2:111122223333:secret:ocp",
    ],
  ]);
});

it("is read again when it was refused, once for all who hold the old one", async () => {
  const stale = await secret.text();
  held = { SecretString: "token-2" };
  const fresh = await Promise.all([secret.refreshed(stale), secret.refreshed(stale)]);
  expect([...fresh, await secret.refreshed(stale), await secret.text()]).toEqual(
    Array(4).fill("token-2"),
  );
  expect(reads).toHaveLength(2);
});

it("is not remembered when it could not be read", async () => {
  held = 500;
  await expect(secret.text()).rejects.toMatchObject({ name: "InternalServiceError" });
  held = { SecretString: "token-1" };
  expect(await secret.text()).toBe("token-1");
});

it("keeps the old one when reading anew fails", async () => {
  const stale = await secret.text();
  held = 500;
  await expect(secret.refreshed(stale)).rejects.toThrow();
  expect(await secret.text()).toBe(stale);
});

it.each([
  ["binary", { SecretBinary: "AAAA" }],
  ["empty", { SecretString: " \n" }],
  ["of two lines", { SecretString: "token\nother" }],
  ["no ASCII", { SecretString: "tökn" }],
])("is refused when it is %s, and not quoted", async (_, value) => {
  held = value;
  const error: Error = await secret.text().then(
    () => new Error("it was taken"),
    (thrown: Error) => thrown,
  );
  expect(error.name).toBe("UnusableSecretError");
  expect(error.message).toMatch(/must hold the token as text/);
  expect(error.message).not.toMatch(/other|tök/);
});
