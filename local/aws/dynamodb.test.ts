import {
  ConditionalCheckFailedException,
  CreateTableCommand,
  DeleteItemCommand,
  DescribeTableCommand,
  DynamoDBClient,
  GetItemCommand,
  QueryCommand,
  UpdateItemCommand,
  type UpdateItemCommandInput,
} from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { LocalClock } from "../clock/clock.ts";
import { aDoor, type TestDoor } from "./door/a-door.ts";

const CLAIMS = "claims";
const NUMBER = { S: "+61400000001" };

let door: TestDoor;
let client: DynamoDBClient;

beforeAll(async () => {
  door = await aDoor(new LocalClock(0));
  client = new DynamoDBClient(door.settings);
  await client.send(
    new CreateTableCommand({
      TableName: CLAIMS,
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: [
        { AttributeName: "id", AttributeType: "S" },
        { AttributeName: "owner", AttributeType: "S" },
      ],
      KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
      GlobalSecondaryIndexes: [
        {
          IndexName: "OwnerIndex",
          KeySchema: [{ AttributeName: "owner", KeyType: "HASH" }],
          Projection: { ProjectionType: "ALL" },
        },
      ],
    }),
  );
  await active();
});

afterAll(async () => {
  client.destroy();
  await door.close();
});

/** Creation is asynchronous even where it takes no time; the SDK's own waiter sleeps for seconds. */
async function active(): Promise<void> {
  for (;;) {
    const { Table } = await client.send(new DescribeTableCommand({ TableName: CLAIMS }));
    if (Table?.TableStatus === "ACTIVE") return;
  }
}

function update(id: string, input: Partial<UpdateItemCommandInput>) {
  return client.send(
    new UpdateItemCommand({ TableName: CLAIMS, Key: { id: { S: id } }, ...input }),
  );
}

describe("what the systems ask of DynamoDB, answered by dynalite", () => {
  it("claims under attribute_not_exists OR <= OR (AND): contracts.md, section 1", async () => {
    const set = (root: string, now: number) =>
      update("claim", {
        UpdateExpression: "SET #ttl = :until, #owner = :root REMOVE callback, ended",
        ConditionExpression:
          "attribute_not_exists(id) OR #ttl <= :now OR (#owner = :root AND attribute_not_exists(callback))",
        ExpressionAttributeNames: { "#ttl": "ttl", "#owner": "owner" },
        ExpressionAttributeValues: {
          ":until": { N: String(now + 100) },
          ":now": { N: String(now) },
          ":root": { S: root },
        },
      });
    await set("a", 1_000);
    await set("a", 1_010);
    await expect(set("b", 1_109)).rejects.toBeInstanceOf(ConditionalCheckFailedException);
    await set("b", 1_110);
    await update("claim", {
      UpdateExpression: "SET callback = :c",
      ExpressionAttributeValues: { ":c": { S: "c" } },
    });
    await expect(set("b", 1_120)).rejects.toBeInstanceOf(ConditionalCheckFailedException);
  });

  it("deletes under a condition, which an absent item can meet", async () => {
    const clear = (root: string) =>
      client.send(
        new DeleteItemCommand({
          TableName: CLAIMS,
          Key: { id: { S: "cleared" } },
          ConditionExpression: "attribute_not_exists(id) OR #owner = :root",
          ExpressionAttributeNames: { "#owner": "owner" },
          ExpressionAttributeValues: { ":root": { S: root } },
          ReturnValues: "ALL_OLD",
          ReturnValuesOnConditionCheckFailure: "ALL_OLD",
        }),
      );
    expect((await clear("a")).Attributes).toBeUndefined();
    await update("cleared", {
      UpdateExpression: "SET #owner = :a",
      ExpressionAttributeNames: { "#owner": "owner" },
      ExpressionAttributeValues: { ":a": { S: "a" } },
    });
    await expect(clear("b")).rejects.toMatchObject({
      name: "ConditionalCheckFailedException",
      Item: undefined,
    });
    expect((await clear("a")).Attributes).toEqual({ id: { S: "cleared" }, owner: { S: "a" } });
  });

  it("adds to a string set and bounds it by size()", async () => {
    const end = (id: string) =>
      update("ended", {
        UpdateExpression: "ADD ended :ended",
        ConditionExpression: "attribute_not_exists(ended) OR size(ended) < :most",
        ExpressionAttributeValues: { ":ended": { SS: [id] }, ":most": { N: "2" } },
        ReturnValues: "ALL_NEW",
      });
    await end("x");
    expect((await end("x")).Attributes?.["ended"]).toEqual({ SS: ["x"] });
    expect((await end("y")).Attributes?.["ended"]).toEqual({ SS: ["x", "y"] });
    await expect(end("z")).rejects.toBeInstanceOf(ConditionalCheckFailedException);
  });

  it("leases under a comparison of two attributes: contracts.md, section 2", async () => {
    await update("tracker", {
      UpdateExpression: "SET attributes = :m, item_ttl = :ttl, contact_id = :c",
      ExpressionAttributeValues: {
        ":m": { M: { active_task: { S: "payment" } } },
        ":ttl": { N: "2000" },
        ":c": { S: "first" },
      },
    });
    const take = (me: string, now: number) =>
      update("tracker", {
        UpdateExpression: "SET leased_to = :me, leased_for = contact_id, leased_until = :until",
        ConditionExpression:
          "attribute_exists(attributes) AND item_ttl > :now AND (attribute_not_exists(leased_to) OR leased_to = :me OR leased_until <= :now OR leased_for <> contact_id)",
        ExpressionAttributeValues: {
          ":me": { S: me },
          ":now": { N: String(now) },
          ":until": { N: String(now + 100) },
        },
        ReturnValues: "ALL_NEW",
      });
    const taken = await take("a", 1_000);
    expect(taken.Attributes).toMatchObject({ leased_for: { S: "first" }, leased_to: { S: "a" } });
    await take("a", 1_001);
    await expect(take("b", 1_002)).rejects.toBeInstanceOf(ConditionalCheckFailedException);
    await update("tracker", {
      UpdateExpression: "SET contact_id = :c",
      ExpressionAttributeValues: { ":c": { S: "second" } },
    });
    expect((await take("b", 1_003)).Attributes).toMatchObject({ leased_for: { S: "second" } });
    await expect(take("c", 2_000)).rejects.toBeInstanceOf(ConditionalCheckFailedException);
  });

  it("keeps the first value with if_not_exists and returns the old ones", async () => {
    const create = (at: string) =>
      update("created", {
        UpdateExpression: "SET created_at = if_not_exists(created_at, :at), #n = :at",
        ExpressionAttributeNames: { "#n": "State" },
        ExpressionAttributeValues: { ":at": { S: at } },
        ReturnValues: "ALL_OLD",
      });
    expect((await create("first")).Attributes).toBeUndefined();
    expect((await create("second")).Attributes).toMatchObject({ State: { S: "first" } });
    const { Item } = await client.send(
      new GetItemCommand({
        TableName: CLAIMS,
        Key: { id: { S: "created" } },
        ConsistentRead: true,
      }),
    );
    expect(Item).toMatchObject({ created_at: { S: "first" }, State: { S: "second" } });
  });

  it("finds by an index what was written just before", async () => {
    for (let i = 0; i < 20; i += 1) {
      const root = `root-${i}`;
      await update(`number-${i}`, {
        UpdateExpression: "SET #owner = :root",
        ExpressionAttributeNames: { "#owner": "owner" },
        ExpressionAttributeValues: { ":root": { S: root } },
      });
      const { Items } = await client.send(
        new QueryCommand({
          TableName: CLAIMS,
          IndexName: "OwnerIndex",
          KeyConditionExpression: "#owner = :root",
          ExpressionAttributeNames: { "#owner": "owner" },
          ExpressionAttributeValues: { ":root": { S: root } },
        }),
      );
      expect(Items).toEqual([{ id: { S: `number-${i}` }, owner: { S: root } }]);
    }
  });

  it("lets one of fifty concurrent claims through", async () => {
    const claims = Array.from({ length: 50 }, (_, i) =>
      update("contended", {
        UpdateExpression: "SET #owner = :root",
        ConditionExpression: "attribute_not_exists(id)",
        ExpressionAttributeNames: { "#owner": "owner" },
        ExpressionAttributeValues: { ":root": { S: `root-${i}` } },
      }),
    );
    const outcomes = await Promise.allSettled(claims);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });

  it("refuses an operation that is not there, by DynamoDB's own name", async () => {
    const answer = await fetch(door.url, {
      method: "POST",
      headers: {
        "content-type": "application/x-amz-json-1.0",
        "x-amz-target": "DynamoDB_20120810.TransactWriteItems",
      },
      body: "{}",
    });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({
      __type: expect.stringContaining("UnknownOperationException"),
    });
  });

  it("survives a client that goes away in the middle of its request", async () => {
    const leaving = new AbortController();
    const body = new ReadableStream({
      start(controller) {
        controller.enqueue(new TextEncoder().encode('{"TableName":'));
        setImmediate(() => setImmediate(() => leaving.abort()));
      },
    });
    const request = fetch(door.url, {
      method: "POST",
      headers: { "x-amz-target": "DynamoDB_20120810.GetItem" },
      body,
      duplex: "half",
      signal: leaving.signal,
    });
    await expect(request).rejects.toThrow();
    const { Item } = await client.send(
      new GetItemCommand({ TableName: CLAIMS, Key: { id: NUMBER } }),
    );
    expect(Item).toBeUndefined();
  });
});
