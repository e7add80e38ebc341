import type { FlowInvocation } from "../line/flow-invocations.ts";
import type { StoryLine } from "../line/story-line.ts";
import type { Witness } from "../witness.ts";
import type { Tally } from "./tally.ts";
import type { FlowFunctions } from "./world.ts";

const CONTROL_KEYS = [
  "execution_id",
  "sfn_result",
  "status",
  "error",
  "count",
  "count_max",
  "count_comfort",
  "comfort",
] as const;

/** What a flow sends to control the function; the rest is for the function behind it. */
const CONTROL_PARAMETERS: ReadonlySet<string> = new Set([
  "execution_id",
  "request_id",
  "count",
  "count_max",
  "count_comfort",
]);

/** Holds every answer of the async function against what was asked. */
export function watchLookups(
  line: StoryLine,
  { asyncFunction }: FlowFunctions,
  tally: Tally,
  witness: Witness,
): void {
  /** The last count that was answered, by execution. */
  const counts = new Map<string, number>();
  line.invocations.onInvocation((invocation) => {
    if (invocation.functionName !== asyncFunction) return;
    const { parameters, answer, root } = invocation;
    if (!parameters["execution_id"]) tally.requests.add(requestOf(invocation));
    if (answer === undefined) return;
    witness.check(
      "controlKeysIntact",
      controlKeysAreIntact(invocation, answer),
      () => `chain ${root}: ${JSON.stringify(parameters)} was answered ${JSON.stringify(answer)}`,
    );
    const execution = answer["execution_id"] ?? "";
    if (parameters["execution_id"]) countsUp(execution, parameters, answer);
    else tally.started.add(execution);
    if (answer["sfn_result"] === "SUCCESS") tally.succeeded.add(execution);
    if (answer["sfn_result"] === "FAILURE") tally.failed.add(execution);
  });

  /** The flow hands every count on as it got it, so a count is how often it has asked. */
  function countsUp(
    execution: string,
    parameters: Readonly<Record<string, string>>,
    answer: Readonly<Record<string, string>>,
  ): void {
    const before = counts.get(execution) ?? 0;
    const now = Number(answer["count"]);
    witness.check(
      "controlKeysIntact",
      Number(parameters["count"]) === before && now === before + 1,
      () => `count ${parameters["count"]} was sent after ${before}, and ${now} was answered`,
    );
    counts.set(execution, now);
  }
}

function controlKeysAreIntact(
  { parameters, root }: FlowInvocation,
  answer: Readonly<Record<string, string>>,
): boolean {
  const count = Number(parameters["count"] || 0) + 1;
  const every = Number(parameters["count_comfort"] || 0);
  const most = parameters["count_max"] || String(count);
  return (
    CONTROL_KEYS.every((key) => typeof answer[key] === "string") &&
    answer["count"] === String(count) &&
    count <= Number(most) &&
    answer["count_max"] === (parameters["count_max"] ?? "") &&
    answer["count_comfort"] === (parameters["count_comfort"] ?? "") &&
    answer["comfort"] === String(every > 0 && count % every === 0) &&
    // An execution belongs to the chain that started it.
    answer["execution_id"]?.split(":").at(-1)?.startsWith(`${root}-`) === true &&
    (!parameters["execution_id"] || answer["execution_id"] === parameters["execution_id"])
  );
}

function requestOf({ root, parameters }: FlowInvocation): string {
  const rest = Object.entries(parameters)
    .filter(([name]) => !CONTROL_PARAMETERS.has(name))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([root, parameters["request_id"] ?? "", rest]);
}
