import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { callCommand } from "../../cli/call/call.ts";
import type { Terminal } from "../../cli/call/terminal.ts";
import { aFlow, type Block, HANG_UP, says } from "../../local/connect/a-flow.ts";

const CARD = "4111111111111111";
const folder = mkdtempSync(join(tmpdir(), "call-"));
let printed = "";
let complained: string[] = [];

beforeEach(() => {
  printed = "";
  complained = [];
  vi.spyOn(console, "error").mockImplementation((text) => complained.push(String(text)));
});
afterEach(() => {
  vi.restoreAllMocks();
  process.exitCode = undefined;
});
afterAll(() => rmSync(folder, { recursive: true }));

const terminal: Terminal = {
  isInteractive: false,
  columns: 100,
  write: (text) => {
    printed += text;
  },
  onKey: () => () => {},
};

const nowhere = { run: () => Promise.resolve(), skip: () => Promise.resolve(), stop: () => {} };

/** @returns the exit code */
async function call(...args: string[]): Promise<number> {
  await callCommand({ terminal, pace: () => nowhere }).parseAsync(args, { from: "user" });
  return Number(process.exitCode ?? 0);
}

function file(name: string, content: object): string {
  const path = join(folder, name);
  writeFileSync(path, JSON.stringify(content));
  return path;
}

interface Report {
  readonly transcript: readonly { at: number; who: string; text: string }[];
  readonly path: readonly { flow: string; identifier: string; type: string; branch: string }[];
  readonly attributes: Readonly<Record<string, string>>;
  readonly disconnectReason: string;
  readonly records: {
    readonly contactEvents: readonly { detail: { eventType: string } }[];
    readonly contactRecords: readonly { ContactId: string }[];
    readonly flowLogs: readonly { Identifier: string }[];
  };
  readonly callbacks: readonly Report[];
  readonly calls: readonly Report[];
  readonly problem?: { readonly name: string; readonly message: string };
}

function said({ transcript }: Report): string {
  return transcript.map(({ text }) => text).join("\n");
}

describe("linekeeper call, by a script", () => {
  it("cuts a payment off, calls again and goes on; card digits are nowhere", async () => {
    const script = `1,1,${CARD}#,hangup / 1,1230,50#,1,hangup`;
    expect(await call("--json", "--keys", script)).toBe(0);
    const { calls, callbacks } = JSON.parse(printed) as Report;
    const [first, second] = calls as readonly [Report, Report];
    expect(first.disconnectReason).toBe("CUSTOMER_DISCONNECT");
    expect(first.attributes).toMatchObject({ last_completed_step: "account_number" });
    expect(said(second)).toContain("you were cut off while you were making a payment");
    expect(said(second)).toContain("Your payment of 50 dollars has been made.");
    expect(second.path).toContainEqual({
      flow: "Linekeeper make payment",
      identifier: "Ask to confirm",
      type: "GetParticipantInput",
      branch: "Equals 1",
    });
    expect(second.attributes).toMatchObject({ last_completed_step: "completed" });
    const { contactEvents, contactRecords, flowLogs } = first.records;
    const types = contactEvents.map(({ detail }) => detail.eventType);
    expect(types.filter((type) => type !== "CONTACT_DATA_UPDATED")).toEqual([
      "INITIATED",
      "DISCONNECTED",
      "COMPLETED",
    ]);
    expect(contactRecords).toHaveLength(1);
    expect(flowLogs.map(({ Identifier }) => Identifier)).toContain("Main menu");
    expect(callbacks).toEqual([]);
    expect(first.transcript.filter(({ who }) => who === "caller").at(-1)?.text).toBe(
      "•".repeat(17),
    );
    expect(printed).not.toContain(CARD);
  });

  it("hears a balance without dead air", async () => {
    expect(await call("--keys", "3,hangup")).toBe(0);
    expect(printed).toMatch(/0:00 {2}line {2}Welcome to the demo bank/);
    expect(printed).toMatch(/you {3}3\n/);
    expect(printed).toMatch(/I am still looking\.[\s\S]*Your balance is [\d.]+ NZD\./);
    expect(printed).toMatch(/the caller hangs up\n/);
    expect(printed).toContain("+64…10 calls");
  });

  it("asks for a callback twice and gets one", async () => {
    expect(await call("--json", "--keys", "0,1 / 20s / 0,1,1")).toBe(0);
    const { calls, callbacks } = JSON.parse(printed) as Report;
    expect(said(calls[0] as Report)).toContain("a callback is in the queue");
    expect(said(calls[1] as Report)).toContain("You already have a callback with us.");
    expect(callbacks).toHaveLength(1);
    expect(callbacks[0]).toMatchObject({ disconnectReason: "AGENT_DISCONNECT" });
    expect(said(callbacks[0] as Report)).toMatch(/You asked us to call you back[\s\S]*on hold/);
  });

  const LEX: Block = ["ConnectParticipantWithLexBot", {}, { NoMatchingError: "bye" }];
  const LOOKUP: Block = [
    "InvokeLambdaFunction",
    { LambdaFunctionARN: "arn:aws:lambda:us-east-1:111111111111:function:lookup" },
    { next: "bot", NoMatchingError: "bot" },
  ];
  const BOT = { look: LOOKUP, bot: LEX, bye: says("Goodbye.", "end"), end: HANG_UP };

  it("names an action that it cannot simulate, a function that is not there, and what lint finds", async () => {
    const bot = file("bot.json", aFlow(BOT));
    expect(await call(bot, "--keys", "-")).toBe(1);
    expect(complained[0]).toMatch(/bot\.json has \d errors?, and is tried all the same/);
    expect(complained[1]).toContain('action "bot" of flow "bot"');
    expect(complained[1]).toContain("--stub ConnectParticipantWithLexBot=NextAction");
    expect(printed).toContain("+64…10 calls bot\n");
    expect(printed).toContain("the bank has no function lookup: the Error branch is taken");
    expect(printed).not.toContain("Goodbye.");
  });

  it("names the loop that a call goes round in, tells how long, and how to hang up", async () => {
    const again = file("again.json", aFlow({ hello: says("Hello again.", "hello") }));
    expect(await call(again, "--keys", "1,hangup")).toBe(1);
    expect(printed.match(/Hello again/g)).toHaveLength(3);
    expect(printed).toMatch(/the same again, \d+ lines more/);
    expect(complained.join("\n")).toMatch(
      /goes round: again: hello\. hangup waits for a question: put a time before it, such as 30s,hangup/,
    );
    process.exitCode = undefined;
    expect(await call(again, "--keys", "30s,hangup")).toBe(0);
  });

  it("leaves out a flow of a directory that cannot be read, and says so", async () => {
    const flows = mkdtempSync(join(tmpdir(), "flows-"));
    writeFileSync(join(flows, "broken.json"), '{"StartAction": ');
    writeFileSync(join(flows, "line.json"), JSON.stringify(aFlow({ end: HANG_UP })));
    expect(await call("line", "--flows", flows, "--keys", "-")).toBe(0);
    expect(complained.join("\n")).toMatch(/not on the line: .*broken\.json: .*ends before/);
    await expect(call("broken", "--flows", flows, "--keys", "-")).rejects.toThrow(/broken\.json/);
    rmSync(flows, { recursive: true });
  });

  it("goes on where the end was declared, into flows of a directory and queues of elsewhere", async () => {
    const instance = "arn:aws:connect:eu-west-2:222222222222:instance/elsewhere";
    const target = { QueueId: `${instance}/queue/q-1` };
    file("bot.json", {
      ...aFlow({
        ...BOT,
        bye: ["TransferToFlow", { ContactFlowId: `${instance}/contact-flow/f-1` }, { next: "end" }],
      }),
      Metadata: {
        ActionMetadata: { bye: { parameters: { ContactFlowId: { displayName: "line" } } } },
      },
    });
    file("line.json", {
      ...aFlow({
        choose: ["UpdateContactTargetQueue", target, { next: "wait", NoMatchingError: "end" }],
        wait: ["TransferContactToQueue", {}, { next: "end", NoMatchingError: "end" }],
        end: HANG_UP,
      }),
      Metadata: {
        ActionMetadata: { choose: { parameters: { QueueId: { displayName: "Sales" } } } },
      },
    });
    const stub = "ConnectParticipantWithLexBot=NoMatchingError";
    const args = ["--flows", folder, "--stub", stub, "--agent-after", "5", "--keys", "-"];
    expect(await call("bot", ...args)).toBe(0);
    expect(printed).toMatch(/0:00 +waits in the queue Sales\n[\s\S]*0:10 +ana, an agent, answers/);
  });

  it.each([
    [
      "an old export",
      () => [file("old.json", { modules: [], start: "x" })],
      /old\.json: .*export/i,
    ],
    ["a flow that is not there", () => ["nowhere"], /no flow "nowhere".*balance, change-pin/],
    ["a directory without flows", () => ["--flows", join(folder, "none")], /no flows/],
    ["a script that is none", () => ["--keys", "1,five"], /"five" is no step of a call/],
    ["a script without a call", () => ["--keys", "1 / / 2"], /must be a call, or a time/],
    ["a number that is none", () => ["--from", "0215550"], /--from must be in E\.164/],
    ["a stub without an end", () => ["--stub", "Lex"], /--stub must be TYPE=BRANCH/],
    ["an agent of no time", () => ["--agent-after", "soon"], /--agent-after must be seconds/],
  ])("refuses %s, with what to do", async (_, args, says) => {
    await expect(call("--keys", "-", ...args())).rejects.toThrow(says);
  });

  it("is a command of linekeeper, which ends with 2 where it refuses", async () => {
    const main = fileURLToPath(new URL("../../cli/main.ts", import.meta.url));
    const child = spawn(process.execPath, [main, "call", "nowhere", "--keys", "-"]);
    let stderr = "";
    child.stderr.on("data", (chunk) => {
      stderr += chunk;
    });
    expect(await new Promise((resolve) => child.on("close", resolve))).toBe(2);
    expect(stderr).toContain('there is no flow "nowhere"');
  });

  it("refuses to wait for a person where there is no terminal", async () => {
    await expect(call()).rejects.toThrow(/nobody to press keys: give a script/);
  });
});
