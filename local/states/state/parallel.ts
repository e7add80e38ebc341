import { attempt, readHandlers } from "../attempts.ts";
import type { Fields } from "../fields.ts";
import type { Behaviour, Flow } from "../state.ts";
import { runThreads } from "../threads.ts";

/** Runs its branches side by side; its result is the array of their outputs. */
export function readParallel(fields: Fields): Behaviour {
  const branches = readBranches(fields);
  const args = fields.template("Arguments");
  const handlers = readHandlers(fields);
  const leaving = {
    output: fields.template("Output", "result"),
    assign: fields.assign("result"),
    next: fields.next(),
  };
  return (visit) => {
    const { scope } = visit;
    const work = async () => {
      const input = args ? await visit.evaluateHandedIn(args) : visit.input;
      scope.record("ParallelStateStarted");
      const threads = branches.map((flow, index) => ({
        name: `branch ${index} of ${visit.name}`,
        flow,
        input: () => input,
      }));
      const result = await runThreads(scope, threads, threads.length);
      scope.host.history.add("ParallelStateSucceeded", scope.lastEvent);
      return visit.leave(leaving, result, { result });
    };
    return attempt(visit, handlers, work, () => {
      scope.lastEvent = scope.host.history.note("ParallelStateFailed", scope.lastEvent);
    });
  };
}

function readBranches(fields: Fields): Flow[] {
  const given = fields.json("Branches");
  if (!Array.isArray(given) || given.length === 0) {
    return fields.refuse("Branches", "expected an array of at least one branch");
  }
  return given.map((_, index) => fields.flow("Branches", index));
}
