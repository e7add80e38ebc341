import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type DemoBank, openDemoBank } from "../../local/demo-bank.ts";
import { FATES } from "../../local/export-platform/fates.ts";
import { linekeeperOn } from "../linekeeper-command.ts";

const SOUND = "c0000000-0000-4000-8000-000000000001";
const BROKEN = "c0000000-0000-4000-8000-000000000002";

describe("missing recordings, from the message to the file", { timeout: 120_000 }, () => {
  let bank: DemoBank;
  beforeAll(async () => {
    bank = await openDemoBank({
      port: 0,
      // What is paced goes on from where it is, if that is not past.
      startAt: Date.UTC(2100, 0, 4, 8),
      seed: 3,
      endpoints: {},
    });
    bank.exportPlatform.script(BROKEN, FATES["archive-corrupt"]);
    for (const callId of [SOUND, BROKEN]) {
      const request = {
        dialogGroupId: callId,
        callId,
        originalTimestamp: "2026-01-05T07:30:00Z",
        retryAttempt: 0,
        source: "RECONCILIATION_QUEUE",
      };
      bank.sqs.send("linekeeper-reconciliation-requests", JSON.stringify(request));
    }
    await bank.clock.advance(3_600_000);
    bank.clock.pace();
  }, 60_000);
  afterAll(() => bank?.close());

  const at = () => ["--endpoint", bank.url];
  const linekeeper = (...args: string[]) => linekeeperOn(bank.clock, ...args);

  it("list shows each in its status", async () => {
    const { status, stdout } = await linekeeper("reconciliations", "list", "--json", ...at());
    expect(status).toBe(0);
    const { reconciliations } = JSON.parse(stdout) as { reconciliations: { status: string }[] };
    expect(reconciliations.map((one) => one.status)).toEqual([
      "COMPLETED",
      "FAILED_PARALLEL_ERROR",
    ]);
    const drawn = await linekeeper("reconciliations", "list", "--status", "COMPLETED", ...at());
    expect(drawn.stdout).toContain(SOUND);
    expect(drawn.stdout).not.toContain(BROKEN);
    const none = await linekeeper("reconciliations", "list", "--status", "FAILED_ABORTED", ...at());
    expect([none.status, none.stdout]).toEqual([0, "No reconciliation is FAILED_ABORTED.\n"]);
  });

  it("list fits a terminal of 80 columns, and has the reason under what failed", async () => {
    const { stdout } = await linekeeper("reconciliations", "list", ...at());
    const lines = stdout.trimEnd().split("\n");
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(80);
    const failed = lines.findIndex((line) => line.startsWith(BROKEN));
    expect(lines[failed + 1]).toMatch(/^ {2}attempt 0, \d polls?: \S/);
  });

  it("the file lies where the recording watch looks", () => {
    const keys = bank.objects.list(bank.recordings.bucket).map(({ key }) => key);
    expect(keys).toEqual([`${bank.recordings.prefix}/2026/01/05/${SOUND}_20260105T07:30_UTC.wav`]);
  });

  it("show draws the path and where it failed, without token or URL", async () => {
    const { status, stdout } = await linekeeper("reconciliations", "show", BROKEN, ...at());
    expect(status).toBe(0);
    expect(stdout).toContain("FAILED_PARALLEL_ERROR");
    expect(stdout).toMatch(/^ +\+\d+ min( \d+ s)? {4}✗ NotifyDownloadService: DownloadFailed/m);
    expect(stdout).toMatch(/^ +\+\d+ min( \d+ s)? {2}● HandleParallelError/m);
    expect(stdout).toMatch(/✗ FAILED after .*ReconciliationFailed/);
    const json = await linekeeper("reconciliations", "show", BROKEN, "--json", ...at());
    const { execution } = JSON.parse(json.stdout) as { execution: { history: unknown[] } };
    expect(execution.history.length).toBeGreaterThan(20);
    for (const text of [stdout, json.stdout]) {
      expect(text).not.toContain(bank.exportPlatform.url);
      expect(text).not.toContain("taskToken");
    }
  });

  it("show of a call that nobody missed says so, with exit code 1", async () => {
    const { status, stdout } = await linekeeper("reconciliations", "show", "nobody", ...at());
    expect([status, stdout]).toEqual([1, "There is no reconciliation of nobody.\n"]);
  });

  it("redrive of a call without a dead letter says so, with exit code 1", async () => {
    const { status, stdout } = await linekeeper(
      ...["reconciliations", "redrive", "--dialog", "nobody"],
      ...at(),
    );
    expect([status, stdout]).toEqual([
      1,
      "No such dead letter of nobody was found.\n0 put back, 0 dead letters removed, 1 left\n",
    ]);
  });

  it("redrive asks which, and puts back what was chosen once its cause is gone", async () => {
    const which = await linekeeper("reconciliations", "redrive", ...at());
    expect(which.status).toBe(2);
    expect(which.stderr).toContain("--all");
    bank.exportPlatform.script(BROKEN, {});
    const { status, stdout } = await linekeeper(
      ...["reconciliations", "redrive", "--dialog", BROKEN, "--json"],
      ...at(),
    );
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      requests: [{ dialogGroupId: BROKEN, retryAttempt: 1 }],
      letters: 1,
      left: 0,
    });
    expect(bank.sqs.peek("linekeeper-reconciliation-dead-letters")).toEqual([]);
  });
});
