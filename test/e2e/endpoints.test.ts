import { DynamoDBClient, ListTablesCommand } from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Door, openDoor } from "../../local/aws/door/door.ts";
import { openDynamo } from "../../local/aws/dynamodb.ts";
import { Faults } from "../../local/aws/faults/faults.ts";
import { LocalClock } from "../../local/clock/clock.ts";
import { outsideEndpoints } from "../../local/endpoints.ts";
import { type LocalStack, startStack } from "../../local/stack.ts";
import { LOCAL_CREDENTIALS } from "../../local/where.ts";

describe("an endpoint outside in a service's place", () => {
  let outside: Door;
  let stack: LocalStack;
  beforeAll(async () => {
    outside = await openDoor({
      port: 0,
      clock: new LocalClock(0),
      faults: new Faults(),
      services: { dynamodb: openDynamo().handle, states: "none", sqs: "none", lambda: "none" },
    });
    const endpoints = { dynamodb: outside.url };
    stack = await startStack({ port: 0, startAt: Date.UTC(2026, 0, 5, 8), endpoints });
  }, 60_000);
  afterAll(async () => {
    await stack?.close();
    await outside?.close();
  });

  it("holds the tables, and the functions work on them", async () => {
    const client = new DynamoDBClient({
      region: "us-east-1",
      endpoint: outside.url,
      credentials: LOCAL_CREDENTIALS,
    });
    const { TableNames } = await client.send(new ListTablesCommand({}));
    client.destroy();
    expect(TableNames).toHaveLength(stack.description.tables.length);
    const event = {
      Details: {
        ContactData: { ContactId: "c1" },
        Parameters: { callback_number: "+64215550001" },
      },
    };
    const { payload } = await stack.invoke("linekeeper-callbacks-set", JSON.stringify(event));
    expect(JSON.parse(payload)).toMatchObject({ result: "SUCCESS" });
  });

  it("is never the stack itself", () => {
    const before = process.env["AWS_ENDPOINT_URL"];
    process.env["AWS_ENDPOINT_URL"] = "http://127.0.0.1:4566";
    try {
      expect(outsideEndpoints(4566)).toEqual({});
      expect(outsideEndpoints(4567)).toMatchObject({ dynamodb: "http://127.0.0.1:4566" });
    } finally {
      if (before === undefined) delete process.env["AWS_ENDPOINT_URL"];
      else process.env["AWS_ENDPOINT_URL"] = before;
    }
  });
});
