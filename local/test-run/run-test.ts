import { asyncMachine } from "../bank-line/bank-functions.ts";
import type { Call } from "../connect/simulator/call.ts";
import type { TestBank } from "./bank/bank.ts";
import type { TestCentre } from "./bank/centre.ts";
import type { CallSetup, PlayedCall } from "./call/played-call.ts";
import type { TestCaseFile } from "./case-file.ts";
import { judge } from "./expectation/judge.ts";
import type { Failure } from "./failure.ts";
import { type Played, play, type Stage } from "./play.ts";
import { executionRecords } from "./report/execution-records.ts";
import { transcript } from "./report/transcript.ts";
import { unmetFailures } from "./report/unmet.ts";
import { uploadSafety } from "./report/upload-safety.ts";
import type { TestResult } from "./result.ts";

export interface RunOptions extends Pick<CallSetup, "parity" | "took"> {
  /** Of ids and delays: the same seed, the same run; another for each test of a bank. */
  readonly seed: number;
}

/** Runs one test: what comes before, the call, and what must hold afterwards. */
export function runTest(
  file: TestCaseFile,
  bank: TestBank,
  options: RunOptions,
): Promise<TestResult> {
  const { clock } = bank.stack;
  return clock.drive(async () => {
    const tookFrom = performance.now();
    let current: PlayedCall | undefined;
    const centre = bank.openCentre({
      seed: options.seed,
      invoke: (functions) => (name, payload) =>
        (current?.standIns.inFrontOf(functions) ?? functions)(name, payload),
      named: [file, ...file.before.values()].flatMap(namedIn),
    });
    const stage: Stage = {
      bank,
      centre,
      options,
      onCall(played) {
        current = played;
      },
    };
    const before = await playBefore(file, stage);
    const began = clock.now();
    const { played, ended, failures } = await playAndJudge(file, stage);
    const all = [...failures, ...(await close(centre))];
    const { call } = played;
    return {
      path: file.path,
      name: file.name,
      title: file.test.name,
      passed: all.length === 0,
      failures: all.length === 0 ? [] : [...all, ...before],
      uploadSafety: uploadSafety(file.findings),
      placeholders: file.placeholders,
      alike: played.played.script.observed.flatMap(({ observation, score }) =>
        score === undefined ? [] : [{ observation: observation.id, score }],
      ),
      logged: played.played.script.observed.flatMap(({ actions }) =>
        actions.flatMap(({ logged }) => (logged ? [logged] : [])),
      ),
      transcript: call ? transcript(call.trace.entries, began) : [],
      observedLines: call ? linesUntil(call, played.played.script.waitingSince) : 0,
      records: executionRecords({ file, played, failures: all, began, ended }),
      callMs: ended - began,
      tookMs: performance.now() - tookFrom,
    };
  });
}

/** The flow that answers, and what stands in for a resource, have to be there. */
function namedIn({ test }: TestCaseFile): readonly string[] {
  const { flowId } = test.entryPoint ?? {};
  const actions = test.observations.flatMap((one) => one.actions);
  const substitutes = actions.flatMap((action) => {
    const strategy = action.type === "OverrideSystemBehavior" && action.override.strategy;
    return strategy && strategy.type === "SubstituteResource" ? [strategy.arn] : [];
  });
  return flowId === undefined ? substitutes : [flowId, ...substitutes];
}

/** How much of the transcript there was at a time. */
function linesUntil({ trace }: Call, at: number): number {
  return transcript(
    trace.entries.filter((entry) => entry.at <= at),
    0,
  ).length;
}

/** Plays what comes before. @returns what went another way than those tests say: it may explain */
async function playBefore(file: TestCaseFile, stage: Stage): Promise<readonly Failure[]> {
  const failures: Failure[] = [];
  for (const step of file.sidecar.before) {
    if ("waitSeconds" in step) {
      await stage.bank.stack.clock.sleep(1000 * step.waitSeconds);
      continue;
    }
    const earlier = file.before.get(step.call);
    if (earlier === undefined) continue;
    for (const { message } of ownFailures(await play(earlier, stage))) {
      failures.push({ about: "call", message: `before, in ${step.call}: ${message}` });
    }
  }
  return failures;
}

async function playAndJudge(
  file: TestCaseFile,
  stage: Stage,
): Promise<{ played: Played; ended: number; failures: readonly Failure[] }> {
  const { bank, centre } = stage;
  const { stack } = bank;
  const machine = asyncMachine(stack.description);
  const started = stack.executionsStarted(machine);
  const lines = centre.emitted.flowLogs.length;
  const played = await play(file, stage);
  const ended = stack.clock.now();
  const failures = ownFailures(played);
  const { call } = played;
  if (call === undefined || failures.length > 0) return { played, ended, failures };
  await stack.clock.sleep(1000 * file.sidecar.expect.afterSeconds);
  const afterwards = await judge({
    bank,
    centre,
    sidecar: file.sidecar,
    played,
    call,
    flowLog: centre.emitted.flowLogs.slice(lines),
    executions: stack.executionsStarted(machine) - started,
  });
  return { played, ended, failures: [...afterwards, ...unused(played)] };
}

/** What the call alone shows, the cause before what follows from it. */
function ownFailures(played: Played): readonly Failure[] {
  const { failure } = played.played.script;
  if (failure) return [failure];
  const { problem, call } = played;
  const unmet = call ? unmetFailures(played) : [];
  if (problem === undefined) return unmet;
  return problem.about === "limit" ? [...unmet, problem] : [problem, ...unmet];
}

function unused({ played }: Played): readonly Failure[] {
  return [
    ...played.script.overrides.left.map(({ actionType, resource }) => ({
      about: "unused" as const,
      message: `nothing used the override of ${actionType} ${resource ?? ""}`.trim(),
    })),
    ...played.errors.unused.map(({ flow, action, visit }) => ({
      about: "unused" as const,
      message: `errors: "${action}" of ${flow} was not visited${visit ? ` ${visit} times` : ""}`,
    })),
  ];
}

async function close(centre: TestCentre): Promise<readonly Failure[]> {
  try {
    await centre.close();
    return [];
  } catch (error) {
    return [{ about: "call", message: `afterwards: ${(error as Error).message}` }];
  }
}
