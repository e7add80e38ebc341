import { DynamoDBClient, GetItemCommand } from "@aws-sdk/client-dynamodb";
import { describe, expect, it } from "vitest";
import { openStallingEndpoint, type Stall } from "../../test/stalling-endpoint.ts";
import { callerDeadline } from "./caller-deadline.ts";
import { CALLER_IS_WAITING, NOBODY_WAITS } from "./client-limits.ts";

const get = new GetItemCommand({ TableName: "claims", Key: { callback_number: { S: "x" } } });

async function stalling(stall: Stall, limits: object) {
  const endpoint = await openStallingEndpoint(stall);
  const client = new DynamoDBClient({
    ...limits,
    endpoint: endpoint.url,
    region: "us-east-1",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
  });
  return { endpoint, client };
}

describe("while a caller waits", () => {
  it.each(["silent", "stops", "drips", "later"] as const)(
    "a call to a service that %s ends at the deadline, in its first attempt",
    async (stall) => {
      const { endpoint, client } = await stalling(stall, CALLER_IS_WAITING);
      const answer = client.send(get, callerDeadline(100));
      await expect(answer).rejects.toMatchObject({ name: "AbortError" });
      expect(endpoint.calls).toBeLessThan(2);
      endpoint.close();
    },
  );

  it("a call after the deadline is not made", async () => {
    const { endpoint, client } = await stalling("silent", CALLER_IS_WAITING);
    const deadline = callerDeadline(100);
    for (const answer of [() => client.send(get, deadline), () => client.send(get, deadline)]) {
      await expect(answer()).rejects.toMatchObject({ name: "AbortError" });
    }
    expect(endpoint.calls).toBeLessThan(2);
    endpoint.close();
  });

  it("nothing is left behind that would keep a process alive", () => {
    const before = process.getActiveResourcesInfo();
    expect(callerDeadline().abortSignal.aborted).toBe(false);
    expect(process.getActiveResourcesInfo()).toEqual(before);
  });
});

describe("an answer that stops in the middle", () => {
  it.each([
    ["a caller waits", CALLER_IS_WAITING],
    ["nobody waits", NOBODY_WAITS],
  ])("is an attempt that failed, where %s", async (_, { maxAttempts, requestHandler }) => {
    // The same limits, but for a socket that is sooner given up.
    const socketTimeout = requestHandler.socketTimeout / 40;
    const limits = { maxAttempts, requestHandler: { ...requestHandler, socketTimeout } };
    const { endpoint, client } = await stalling("stops", limits);
    await expect(client.send(get)).rejects.toMatchObject({
      name: "TimeoutError",
      $metadata: { attempts: maxAttempts },
    });
    endpoint.close();
  });
});
