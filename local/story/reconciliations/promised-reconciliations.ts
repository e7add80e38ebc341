import { createHash } from "node:crypto";
import { recordingPrefixes } from "../../../src/connect/recording-key.ts";
import type { Reconciliation } from "../../../src/reconciliation/table.ts";
import type { DemoBank } from "../../demo-bank.ts";
import { wholeFate } from "../../export-platform/default-fate.ts";
import { wavFile } from "../../export-platform/wav.ts";
import type { Witness } from "../witness.ts";
import type { PlannedReconciliation } from "./plan.ts";

export interface Day {
  readonly planned: readonly PlannedReconciliation[];
  /** Items as the first attempts left them, and as they are in the end. */
  readonly first: ReadonlyMap<string, Reconciliation>;
  readonly last: ReadonlyMap<string, Reconciliation>;
  /** Executions that left a dead letter. */
  readonly letters: ReadonlySet<string>;
  readonly redriven: ReadonlySet<string>;
}

/** Holds the promises of reconciliation against what became of each request. */
export function checkReconciliations(bank: DemoBank, witness: Witness, day: Day): void {
  for (const one of day.planned) {
    endsOnce(witness, day, one);
    const items = [day.first.get(one.callId), day.last.get(one.callId)];
    for (const item of items) if (item) leavesItsLetter(witness, day, item);
  }
  for (const one of day.planned) showsNothingCorrupt(bank, witness, day, one);
}

function endsOnce(witness: Witness, day: Day, one: PlannedReconciliation): void {
  const first = day.first.get(one.callId);
  witness.check(
    "everyReconciliationEndsOnce",
    first !== undefined && (one.expected as readonly string[]).includes(first.status),
    () => `${one.name} ended in ${first?.status}, not ${one.expected.join(" or ")}`,
  );
  const last = day.last.get(one.callId);
  if (!day.redriven.has(one.callId)) {
    witness.check(
      "everyReconciliationEndsOnce",
      last?.status === first?.status && last?.executionArn === first?.executionArn,
      () => `${one.name} was ${first?.status} and became ${last?.status} by itself`,
    );
    return;
  }
  witness.check(
    "redrivenRequestsSucceed",
    last?.status === "COMPLETED" && last.retryAttempt === 1,
    () => `${one.name} was put back and ended in ${last?.status}, attempt ${last?.retryAttempt}`,
  );
}

function leavesItsLetter(witness: Witness, day: Day, item: Reconciliation): void {
  const failed = item.status.startsWith("FAILED");
  witness.check(
    "everyFailureHasItsDeadLetter",
    day.letters.has(item.executionArn) === failed,
    () => `${item.status} with${failed ? "out" : ""} a dead letter`,
  );
}

/** What stands in the bucket is the recording, byte for byte, or nothing. */
function showsNothingCorrupt(
  bank: DemoBank,
  witness: Witness,
  day: Day,
  { callId, name }: PlannedReconciliation,
): void {
  const item = day.last.get(callId);
  if (item === undefined) return;
  const at = Date.parse(item.originalTimestamp);
  const prefix = recordingPrefixes(bank.recordings.prefix, callId, at)[0] ?? "";
  const found = bank.objects.list(bank.recordings.bucket, prefix).map(({ key }) => key);
  witness.check(
    "nothingCorruptIsVisible",
    item.status !== "COMPLETED" || found.length === 1,
    () => `${name} is COMPLETED, with ${found.length} files`,
  );
  const { recording } = wholeFate({}, bank.seed, callId);
  const sound = createHash("sha256");
  for (const part of wavFile(recording)) sound.update(part);
  const digest = sound.digest("hex");
  for (const key of found) {
    const bytes = bank.objects.read(bank.recordings.bucket, key);
    witness.check(
      "nothingCorruptIsVisible",
      createHash("sha256").update(bytes).digest("hex") === digest,
      () => `${name} left a file that is not its recording`,
    );
  }
}
