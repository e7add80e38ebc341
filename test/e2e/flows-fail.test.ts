import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openTestBank, type TestBank } from "../../local/test-run/bank/bank.ts";
import { readCaseFile } from "../../local/test-run/case-file.ts";
import { runTests } from "../../local/test-run/run-tests.ts";

const flows = fileURLToPath(new URL("../../flows", import.meta.url));

/** A copy of the flows and their tests, to be spoilt. */
let copy: string;
beforeEach(() => {
  copy = mkdtempSync(join(tmpdir(), "linekeeper-"));
  cpSync(flows, copy, { recursive: true });
});
afterEach(() => rmSync(copy, { recursive: true }));

type Json = Record<string, unknown>;

function change(file: string, how: (content: Json) => object): void {
  const path = join(copy, file);
  writeFileSync(path, JSON.stringify(how(JSON.parse(readFileSync(path, "utf8")) as Json)));
}

async function messagesOf(name: string, bank: TestBank, seed: number): Promise<string[]> {
  const file = readCaseFile(join(copy, "tests", `${name}.test.json`), bank);
  const { results } = await runTests([file], bank, { seed });
  return results.flatMap(({ failures }) => failures.map(({ message }) => message));
}

const CALLBACK = "customer-queue/callback";

describe("an expectation that does not hold fails the test, and says so:", () => {
  let bank: TestBank;
  let seed = 0;
  beforeAll(async () => {
    bank = await openTestBank({ flows, seed: 1 });
  });
  afterAll(() => bank.close());

  it.each<[string, object, string | RegExp]>([
    [CALLBACK, { claims: [] }, "claims: expected none, and there are: +6421555092"],
    [CALLBACK, { callbacks: 0 }, "callbacks: expected 0, and there are 1"],
    [CALLBACK, { executions: 1 }, "executions: expected 1, and there are 0"],
    [
      CALLBACK,
      { hears: ["We never call back"] },
      'hears: the caller never heard "We never call back"',
    ],
    [
      CALLBACK,
      { neverHears: ["We will call you back"] },
      'neverHears: the caller heard "We will call you back"',
    ],
    [CALLBACK, { callbackHears: ["Hello"] }, 'callbackHears: nobody heard "Hello" in a callback'],
    [
      CALLBACK,
      { disconnectReason: "CUSTOMER_DISCONNECT" },
      "disconnectReason: expected CUSTOMER_DISCONNECT, and it is CONTACT_FLOW_DISCONNECT",
    ],
    [
      CALLBACK,
      { disconnectReason: "OTHER", afterSeconds: 1 },
      "disconnectReason: no contact record came; look later, with afterSeconds",
    ],
    [
      CALLBACK,
      { attributes: { callback_number: "+6421555000" } },
      'attributes callback_number: expected "+6421555000", and it is "+6421555092"',
    ],
    [
      CALLBACK,
      { logged: { "Claim the callback": false } },
      'logged: "Claim the callback" wrote to the flow log',
    ],
    [
      CALLBACK,
      { nowhere: ["+6421555092"] },
      'nowhere: "+6421555092" stands in the table linekeeper-callbacks',
    ],
    [
      "change-pin/basic-tracker-1",
      { tracker: null },
      'tracker: expected none, and there is one: "change_pin", "new_pin"',
    ],
    [
      "change-pin/basic-tracker-1",
      { tracker: { active_task: "make_payment" } },
      'tracker active_task: expected "make_payment", and it is "change_pin"',
    ],
    [
      "change-pin/basic-tracker-1",
      { tracker: { last_completed_step: "<encrypted>" } },
      'tracker last_completed_step: expected "<encrypted>", and it is "new_pin"',
    ],
    ["entry/welcome", { tracker: {} }, "tracker: there is none"],
  ])("%s %j", async (name, expected, message) => {
    change(`tests/${name}.extras.json`, (sidecar) => ({ ...sidecar, expect: expected }));
    seed += 1;
    expect(await messagesOf(name, bank, seed)).toContainEqual(message);
  });

  it.each<[string, object, string]>([
    [
      CALLBACK,
      { invoked: 2 },
      "invoked: expected linekeeper-callbacks-set 2 times, and it was once",
    ],
    [CALLBACK, { invoked: 0 }, "invoked: expected linekeeper-callbacks-set never, and it was once"],
    [
      CALLBACK,
      { parameters: [{ queue: "any" }] },
      'parameters of linekeeper-callbacks-set, invocation 1: queue: expected "any", and it is "arn:aws:connect:us-east-1:000000000000:instance/10000000-0000-4000-8000-000000000001/queue/service"',
    ],
    [
      CALLBACK,
      { parameters: [{}, {}] },
      "parameters of linekeeper-callbacks-set, invocation 2: there was none",
    ],
  ])("%s: a function %j", async (name, ofFunction, message) => {
    const functions = { "${CallbacksSetFunctionArn}": ofFunction };
    change(`tests/${name}.extras.json`, (sidecar) => ({ ...sidecar, functions }));
    seed += 1;
    expect(await messagesOf(name, bank, seed)).toEqual([message]);
  });

  it("a block that was to fail and was not visited", async () => {
    const error = { flow: "main", action: "Offer to resume", error: "NoMatchingError", visit: 2 };
    change(`tests/${CALLBACK}.extras.json`, (sidecar) => ({ ...sidecar, errors: [error] }));
    seed += 1;
    expect(await messagesOf(CALLBACK, bank, seed)).toEqual([
      'errors: "Offer to resume" of main was not visited 2 times',
    ]);
  });
});

describe("a flow that is spoilt fails its tests:", () => {
  /** Changes actions of a flow by their identifiers. */
  function spoil(flow: string, how: (action: Json) => object): void {
    change(`${flow}.json`, (content) => ({
      ...content,
      Actions: (content["Actions"] as Json[]).map(how),
    }));
  }

  async function failuresOf(name: string): Promise<string[]> {
    const bank = await openTestBank({ flows: copy, seed: 1 });
    try {
      return await messagesOf(name, bank, 1);
    } finally {
      await bank.close();
    }
  }

  it("a card number that is not encrypted", async () => {
    spoil("make-payment", (action) => {
      const { InputEncryption, ...Parameters } = action["Parameters"] as Json;
      return { ...action, Parameters };
    });
    expect((await failuresOf("make-payment/complex-tracker-1")).join()).toMatch(
      /nowhere: "4111111111111111" stands in a contact record/,
    );
  });

  it("a card number that is asked for with the flow log on", async () => {
    spoil("make-payment", (action) => ({
      ...action,
      ...(action["Type"] === "UpdateFlowLoggingBehavior" && {
        Parameters: { FlowLoggingBehavior: "Enabled" },
      }),
    }));
    expect((await failuresOf("make-payment/by-card")).join()).toMatch(
      /logged: "Ask for the card number" wrote to the flow log/,
    );
  });

  it("a claim that is not freed when the callback cannot be created", async () => {
    spoil("customer-queue", (action) => {
      const { Identifier, Parameters } = action;
      if (Identifier !== "Free the number") return action;
      return { ...action, Parameters: { ...Object(Parameters), LambdaInvocationAttributes: {} } };
    });
    expect(await failuresOf("customer-queue/creation-fails")).not.toEqual([]);
  });
});
