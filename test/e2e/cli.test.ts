import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { linekeeper } from "../linekeeper-command.ts";

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
      linekeeper("trackers", "list", "--endpoint", "nowhere"),
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
  });

  it("says that nothing answers, and how to start the stack", async () => {
    const { status, stderr } = await linekeeper("callbacks", "list");
    expect(status).toBe(2);
    expect(stderr).toContain("nothing answers at http://127.0.0.1:9");
    expect(stderr).toContain("npm start");
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
