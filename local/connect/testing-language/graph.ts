import type { Findings } from "./finding.ts";
import type { Observation } from "./test-case.ts";

/** Observations that nobody points to wait from the start on. */
export function rootsOf(observations: readonly Observation[]): readonly Observation[] {
  const followers = new Set(observations.flatMap(({ next }) => next));
  return observations.filter(({ id }) => !followers.has(id));
}

/** Whether the observations can follow one another: names that are there, and a beginning. */
export function checkGraph(observations: readonly Observation[], findings: Findings): void {
  const ids = new Set<string>();
  for (const { id, pointer } of observations) {
    if (ids.has(id)) {
      findings.add("error", pointer, `there are two observations "${id}"`, "rename one");
    }
    ids.add(id);
  }
  for (const { next, pointer } of observations) {
    for (const follower of next.filter((one) => !ids.has(one))) {
      const place = `${pointer}/Transitions/NextObservations`;
      findings.add("error", place, `there is no observation "${follower}"`, "name one that is");
    }
  }
  if (findings.errors.length > 0) return;
  const reached = reachedFrom(rootsOf(observations), observations);
  for (const { id, pointer } of observations.filter((one) => !reached.has(one.id))) {
    const message = `"${id}" follows only itself: nothing ever makes it wait`;
    findings.add("error", pointer, message, "let the first observation of the test begin it");
  }
  lastPromptOnVoice(observations, findings);
}

function reachedFrom(
  roots: readonly Observation[],
  observations: readonly Observation[],
): ReadonlySet<string> {
  const byId = new Map(observations.map((one) => [one.id, one]));
  const reached = new Set<string>();
  const queue = [...roots];
  for (let one = queue.pop(); one !== undefined; one = queue.pop()) {
    if (reached.has(one.id)) continue;
    reached.add(one.id);
    queue.push(...one.next.flatMap((id) => byId.get(id) ?? []));
  }
  return reached;
}

/** A message is observed when its playback ends; if the flow hangs up then, it is lost at times. */
function lastPromptOnVoice(observations: readonly Observation[], findings: Findings): void {
  for (const { event, next, actions, pointer } of observations) {
    const says = event.type === "MessageReceived";
    if (!says || next.length > 0 || actions.length > 0) continue;
    findings.add(
      "warning",
      pointer,
      "if the flow hangs up after this message, Connect loses the observation one time in three",
      "observe an earlier message, or end the test here: TestControl EndTest",
    );
  }
}
