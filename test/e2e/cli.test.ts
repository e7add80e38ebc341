import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import project from "../../package.json" with { type: "json" };
import { linekeeper, linekeeperIn } from "../linekeeper-command.ts";

const LOCAL_KEYS = { AWS_ACCESS_KEY_ID: "local", AWS_SECRET_ACCESS_KEY: "local" };

describe("linekeeper, as a person calls it", { timeout: 300_000 }, () => {
  it("refuses what it does not know, with exit code 2, and says what there is", async () => {
    const runs = await Promise.all([
      linekeeper("strat"),
      linekeeper("start", "--colour"),
      linekeeper("start", "--port", "eighty"),
      linekeeper("start", "--json", "--no-story"),
      linekeeper("invoke", "ContextTrackerCheck", "--event", "{not json"),
      linekeeper("invoke", "ContextTrackerCheck", "--event", "no-such-file.json"),
      linekeeper("callbacks", "clear", "0211234567"),
      linekeeper("trackers", "list", "--endpoint", "localhost:4566"),
      linekeeper("callbacks", "clear", "+6421555010", "--queue", "q".repeat(1_200)),
      linekeeper("contacts", "list", "--table", "a b"),
      linekeeper("trackers", "show", "+6421555010", "--table", ""),
      linekeeper("invoke", "", "--event", "{}"),
    ]);
    expect(runs.map(({ status }) => status)).toEqual(runs.map(() => 2));
    const said = runs.map(({ stderr }) => stderr.split("\n")[0]);
    expect(said[0]).toContain("strat");
    expect(said[1]).toContain("--colour");
    expect(said[2]).toContain("--port must be a whole number");
    expect(said[3]).toContain("--no-story");
    expect(said[4]).toContain("is not JSON");
    expect(said[5]).toContain("no-such-file.json");
    expect(said[6]).toContain("E.164");
    expect(said[7]).toContain("--endpoint must be a URL");
    expect(said[8]).toContain("--queue must be under 1024 bytes");
    expect(said[9]).toContain("It must be a table's name");
    expect(said[10]).toContain("It must be a table's name");
    expect(said[11]).toContain("It must be a function's name");
  });

  it("explains itself within 80 columns, and knows its version", async () => {
    const { status, stdout } = await linekeeper("--help");
    expect([status, stdout]).toEqual([0, expect.stringContaining("Exit codes: 0 done")]);
    expect((await linekeeper("--version")).stdout).toBe(`${project.version}\n`);
    for (const help of helps()) {
      for (const line of help.split("\n")) expect([...line].length).toBeLessThanOrEqual(80);
      expect(help).not.toContain("(default: [])");
    }
  });

  it("says that nothing answers, and how to start the stack", async () => {
    const { status, stderr } = await linekeeper("callbacks", "list");
    expect(status).toBe(2);
    expect(stderr).toContain("nothing answers at http://127.0.0.1:9");
    expect(stderr).toContain("npm start");
  });

  it("never takes another place for AWS: it names the variable that says so", async () => {
    const elsewhere = "http://127.0.0.1:9";
    const settings = { AWS_REGION: "us-east-1", ...LOCAL_KEYS };
    const [all, one, other] = await Promise.all([
      linekeeperIn(
        { ...settings, AWS_ENDPOINT_URL: elsewhere },
        ...["callbacks", "clear", "+6421555010", "--aws"],
      ),
      linekeeperIn(
        { ...settings, AWS_ENDPOINT_URL_SQS: elsewhere },
        ...["reconciliations", "redrive", "--all", "--aws"],
      ),
      linekeeperIn(
        { ...settings, AWS_ENDPOINT_URL: elsewhere, AWS_ENDPOINT_URL_LAMBDA: elsewhere },
        ...["invoke", "ContextTrackerCheck", "--event", "{}", "--aws"],
      ),
    ]);
    expect([all.status, one.status, other.status]).toEqual([2, 2, 2]);
    expect(all.stderr).toContain("AWS_ENDPOINT_URL is set");
    expect(one.stderr).toContain("AWS_ENDPOINT_URL_SQS is set");
    expect(other.stderr).toContain("AWS_ENDPOINT_URL_LAMBDA is set");
  });

  it("says which setting of AWS is missing", async () => {
    const nothing = {
      AWS_CONFIG_FILE: "none",
      AWS_SHARED_CREDENTIALS_FILE: "none",
      AWS_EC2_METADATA_DISABLED: "true",
    };
    const [region, credentials] = await Promise.all([
      linekeeperIn(nothing, "callbacks", "list", "--aws"),
      linekeeperIn({ ...nothing, AWS_REGION: "us-east-1" }, "callbacks", "list", "--aws"),
    ]);
    expect([region.status, region.stderr]).toEqual([2, expect.stringContaining("AWS_REGION")]);
    expect([credentials.status, credentials.stderr]).toEqual([
      2,
      expect.stringContaining("AWS_PROFILE"),
    ]);
  });

  it("names the variable whose endpoint does not answer in a service's place", async () => {
    const elsewhere = { AWS_ENDPOINT_URL_DYNAMODB: "http://127.0.0.1:9" };
    const { status, stderr } = await linekeeperIn(elsewhere, "start", "--no-story", "--port", "0");
    expect([status, stderr]).toEqual([2, expect.stringContaining("AWS_ENDPOINT_URL_DYNAMODB")]);
    const nowhere = { AWS_ENDPOINT_URL_DYNAMODB: "localhost:8000" };
    const refused = await linekeeperIn(nowhere, "start", "--no-story", "--port", "0");
    expect(refused).toMatchObject({
      status: 2,
      stderr: expect.stringContaining("AWS_ENDPOINT_URL_DYNAMODB must be an http or https URL"),
    });
  });

  it("runs a machine with mocks, draws it, and says how it ended", async () => {
    const folder = mkdtempSync(join(tmpdir(), "linekeeper-"));
    const file = join(folder, "machine.asl.json");
    const fn = "arn:aws:lambda:us-east-1:111111111111:function:lookup";
    const Look = {
      Type: "Task",
      Resource: fn,
      Retry: [{ ErrorEquals: ["Busy"], IntervalSeconds: 3600 }],
      End: true,
    };
    writeFileSync(
      file,
      JSON.stringify({ QueryLanguage: "JSONata", StartAt: "Look", States: { Look } }),
    );
    const legacy = join(folder, "jsonpath.asl.json");
    writeFileSync(legacy, JSON.stringify({ StartAt: "Look", States: { Look } }));
    const answers = 'lookup=[{"$error":"Busy"},{"found":true}]';
    const [retried, failed, refused] = await Promise.all([
      linekeeper("states", "run", file, "--mock", answers, "--json"),
      linekeeper("states", "run", file, "--mock", 'lookup={"$error":"Gone","$cause":"no such"}'),
      linekeeper("states", "run", legacy),
    ]);
    rmSync(folder, { recursive: true });
    expect(JSON.parse(retried?.stdout ?? "")).toMatchObject({
      status: "SUCCEEDED",
      output: { found: true },
    });
    expect(retried?.status).toBe(0);
    expect(failed?.status).toBe(1);
    expect(failed?.stdout).toContain("● Look");
    expect(failed?.stdout).toContain("FAILED");
    expect(failed?.stdout).toContain("Gone");
    expect(refused?.status).toBe(2);
    expect(refused?.stderr).toContain("JSONPath");
  });

  it("says which port is taken", async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as { port: number };
    const { status, stderr } = await linekeeper("start", "--once", "--port", String(port));
    server.close();
    expect(status).toBe(2);
    expect(stderr).toContain(`port ${port}`);
  });
});

/** What every command says of itself, from one process. */
function helps(): string[] {
  const script = `
    import { programFor } from ${JSON.stringify(new URL("../../cli/program.ts", import.meta.url))};
    const { commands } = await programFor(undefined);
    const all = [...commands, ...commands.flatMap((command) => command.commands)];
    console.log(JSON.stringify(all.map((command) =>
      command.configureHelp({ helpWidth: 80 }).helpInformation())));`;
  const said = execFileSync(process.execPath, ["--input-type=module", "--eval", script]);
  return JSON.parse(said.toString()) as string[];
}
