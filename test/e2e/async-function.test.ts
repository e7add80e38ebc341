import { ListExecutionsCommand, SFNClient, StopExecutionCommand } from "@aws-sdk/client-sfn";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Contact } from "../../local/connect/contact.ts";
import { flowEventOf } from "../../local/connect/flow-event.ts";
import { Random } from "../../local/random.ts";
import { LOCAL_INSTANCE, type LocalStack, startStack } from "../../local/stack.ts";
import { LOCAL_CREDENTIALS, LOCAL_REGION } from "../../local/where.ts";

type Answer = Readonly<Record<string, string>>;

describe("the async function on the local engine", () => {
  const random = new Random(3);
  let stack: LocalStack;
  let sfn: SFNClient;
  beforeAll(async () => {
    stack = await startStack({ port: 0, startAt: Date.UTC(2026, 0, 5, 8), endpoints: {} });
    sfn = new SFNClient({
      region: LOCAL_REGION,
      endpoint: stack.url,
      credentials: LOCAL_CREDENTIALS,
    });
  }, 60_000);
  afterAll(async () => {
    sfn?.destroy();
    await stack?.close();
  });

  function aContact(customerAddress = "+64215550123"): Contact {
    return new Contact(stack.clock, {
      contactId: random.uuid(),
      initiationMethod: "INBOUND",
      customerAddress,
      systemAddress: "+6448300100",
    });
  }

  async function ask(contact: Contact, parameters: Record<string, string>): Promise<Answer> {
    const event = flowEventOf(contact, LOCAL_INSTANCE, parameters);
    const { payload } = await stack.invoke("linekeeper-async-function", JSON.stringify(event));
    return JSON.parse(payload) as Answer;
  }

  async function executions(): Promise<number> {
    const stateMachineArn = stack.description.stateMachines[0]?.arn;
    const { executions = [] } = await sfn.send(new ListExecutionsCommand({ stateMachineArn }));
    return executions.length;
  }

  it("answers at once, is running for 20 s, and then gives the balance, flat", async () => {
    const contact = aContact();
    const started = await ask(contact, { request_id: "1", count_comfort: "2" });
    expect(started).toMatchObject({ sfn_result: "", status: "RUNNING", count: "1" });
    await stack.clock.advance(19_000);
    const { execution_id = "" } = started;
    const running = await ask(contact, { execution_id, count: "1", count_comfort: "2" });
    expect(running).toMatchObject({ sfn_result: "", status: "RUNNING", comfort: "true" });
    await stack.clock.advance(2_000);
    const done = await ask(contact, { execution_id, count: "2", count_comfort: "2" });
    expect(done).toMatchObject({ sfn_result: "SUCCESS", status: "SUCCEEDED", count: "3" });
    expect(done["balance_amount"]).toMatch(/^\d+(\.\d+)?$/);
    expect(done["execution_id"]).toBe(execution_id);
  });

  it("starts one execution for fifty concurrent starts of one request", async () => {
    const before = await executions();
    const contact = aContact();
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => ask(contact, { request_id: "1" })),
    );
    // On a starved machine a start may run into its real-time limit and say so; never twice.
    const started = answers.filter((answer) => answer["error"] !== "START_FAILED");
    expect(started.length).toBeGreaterThan(0);
    expect(new Set(started.map((answer) => answer["execution_id"])).size).toBe(1);
    expect(started.every((answer) => answer["status"] === "RUNNING")).toBe(true);
    expect(await executions()).toBe(before + 1);
  });

  it("starts anew for another request_id, and for other parameters", async () => {
    const before = await executions();
    const contact = aContact();
    await ask(contact, { request_id: "1" });
    await ask(contact, { request_id: "2" });
    await ask(contact, { request_id: "2", account: "savings" });
    expect(await executions()).toBe(before + 3);
  });

  it("refuses to tell one caller of another caller's execution", async () => {
    const { execution_id = "" } = await ask(aContact(), { request_id: "1" });
    const refused = await ask(aContact(), { execution_id });
    expect(refused).toMatchObject({ sfn_result: "FAILURE", error: "INVALID_EXECUTION_ID" });
  });

  it("tells of a failed lookup by its error name, without the cause", async () => {
    const contact = aContact("anonymous");
    const { execution_id = "" } = await ask(contact, { request_id: "1" });
    await stack.clock.advance(30_000);
    const failed = await ask(contact, { execution_id });
    expect(failed).toMatchObject({
      sfn_result: "FAILURE",
      status: "FAILED",
      error: "AccountNotFound",
    });
  });

  it("throws ValueError past count_max; the result can still be fetched", async () => {
    const contact = aContact();
    const { execution_id = "" } = await ask(contact, { request_id: "1", count_max: "1" });
    const exceeded = await ask(contact, { execution_id, count: "1", count_max: "1" });
    expect(exceeded).toMatchObject({ errorType: "ValueError" });
    await stack.clock.advance(30_000);
    expect(await ask(contact, { execution_id })).toMatchObject({ sfn_result: "SUCCESS" });
  });

  it("goes on when the caller hangs up: nobody stops the execution", async () => {
    const contact = aContact();
    const { execution_id = "" } = await ask(contact, { request_id: "1" });
    contact.disconnect("CUSTOMER_DISCONNECT");
    await stack.clock.advance(60_000);
    expect(await ask(contact, { execution_id })).toMatchObject({ status: "SUCCEEDED" });
  });

  it("tells of an execution that somebody stopped", async () => {
    const contact = aContact();
    const { execution_id = "" } = await ask(contact, { request_id: "1" });
    await sfn.send(new StopExecutionCommand({ executionArn: execution_id, error: "Stopped" }));
    await stack.clock.settle();
    expect(await ask(contact, { execution_id })).toMatchObject({
      sfn_result: "FAILURE",
      status: "ABORTED",
    });
  });
});
