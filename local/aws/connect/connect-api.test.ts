import { DescribeContactCommand, StopContactCommand } from "@aws-sdk/client-connect";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { openConnectEndpoint } from "../../../test/connect-endpoint.ts";
import { StillClock } from "../../../test/still-clock.ts";
import { ConnectApi } from "./connect-api.ts";

const INSTANCE = "10000000-0000-4000-8000-000000000001";
const clock = new StillClock();
const stopped: string[] = [];
const contacts = {
  describe: (id: string) =>
    id === "known" ? { Id: id, DisconnectTimestamp: "2023-08-29T10:31:10.343Z" } : undefined,
  stop: (id: string) => id === "known" && stopped.push(id) > 0,
};
const api = new ConnectApi({ contacts, instanceId: INSTANCE, clock });

let endpoint: Awaited<ReturnType<typeof openConnectEndpoint>>;
beforeAll(async () => {
  endpoint = await openConnectEndpoint(api);
});
afterAll(() => endpoint.close());
beforeEach(() => {
  clock.time += 60_000;
});

function describeContact(ContactId: string, InstanceId = INSTANCE) {
  return endpoint.client.send(new DescribeContactCommand({ InstanceId, ContactId }));
}

function stopContact(ContactId: string) {
  return endpoint.client.send(new StopContactCommand({ InstanceId: INSTANCE, ContactId }));
}

it("describes a contact, its times as the SDK reads them", async () => {
  const { Contact } = await describeContact("known");
  expect(Contact?.Id).toBe("known");
  expect(Contact?.DisconnectTimestamp).toEqual(new Date("2023-08-29T10:31:10.343Z"));
});

it("does not know other contacts, nor other instances", async () => {
  await expect(describeContact("other")).rejects.toThrow(
    expect.objectContaining({ name: "ResourceNotFoundException" }),
  );
  await expect(describeContact("known", "elsewhere")).rejects.toThrow(/instance elsewhere/);
});

it("stops a contact, and says of one that is over that it is not found", async () => {
  await stopContact("known");
  expect(stopped).toEqual(["known"]);
  await expect(stopContact("over")).rejects.toThrow(
    expect.objectContaining({ name: "ContactNotFoundException" }),
  );
});

it("admits five at once and two a second, each operation by itself", async () => {
  const burst = await Promise.allSettled(Array.from({ length: 8 }, () => describeContact("known")));
  expect(burst.filter(({ status }) => status === "fulfilled")).toHaveLength(5);
  const refused = burst.filter(({ status }) => status === "rejected");
  expect(refused).toHaveLength(3);
  for (const one of refused) {
    expect(one).toMatchObject({
      reason: { name: "TooManyRequestsException", $metadata: { httpStatusCode: 429 } },
    });
  }
  await stopContact("known");
  clock.time += 1_000;
  await describeContact("known");
  await describeContact("known");
  await expect(describeContact("known")).rejects.toThrow(/Too Many Requests/);
});
