import { attempt, readHandlers } from "../attempts.ts";
import { EvaluationError } from "../expression.ts";
import type { Fields } from "../fields.ts";
import type { Json, JsonObject } from "../json.ts";
import type { Behaviour, Flow } from "../state.ts";
import { ARRAY, type Template, type Typed, wholeNumber } from "../template.ts";
import { runThreads, type Thread } from "../threads.ts";
import type { Visit } from "../visit.ts";

/** Most items an inline Map works on at a time; AWS's limit, and its default. */
const WIDEST = 40;

const DISTRIBUTED = ["ItemReader", "ItemBatcher", "ResultWriter", "Label"];

interface Loop {
  readonly items: Typed<readonly Json[]> | undefined;
  readonly selector: Template | undefined;
  readonly width: Typed<number> | undefined;
  readonly tolerated: readonly (Typed<number> | undefined)[];
  readonly flow: Flow;
}

/** Runs its processor once for every item of an array; its result is the array of the outputs. */
export function readMap(fields: Fields): Behaviour {
  const loop = readLoop(fields);
  const handlers = readHandlers(fields);
  const leaving = {
    output: fields.template("Output", "result"),
    assign: fields.assign("result"),
    next: fields.next(),
  };
  return (visit) => {
    const { scope } = visit;
    const work = async () => {
      const items = await itemsOf(loop, visit);
      const width = loop.width ? await visit.typed(loop.width) : 0;
      for (const limit of loop.tolerated) if (limit) await visit.typed(limit);
      scope.record("MapStateStarted", { length: items.length });
      const threads = items.map((item, index) => threadOf(loop, visit, item, index));
      const result = await runThreads(scope, threads, Math.min(width || WIDEST, WIDEST));
      scope.host.history.add("MapStateSucceeded", scope.lastEvent);
      return visit.leave(leaving, result, { result });
    };
    return attempt(visit, handlers, work, () => {
      scope.lastEvent = scope.host.history.note("MapStateFailed", scope.lastEvent);
    });
  };
}

function readLoop(fields: Fields): Loop {
  for (const field of DISTRIBUTED) {
    if (fields.has(field))
      fields.refuse(field, "belongs to a distributed Map; only inline Maps run");
  }
  if (fields.has("Iterator")) fields.refuse("Iterator", "is the old name of ItemProcessor");
  checkMode(fields.object("ItemProcessor")?.object("ProcessorConfig"));
  // AWS takes both limits on an inline Map, where they have no effect: its first failure fails it.
  const tolerated = [
    fields.typed("ToleratedFailureCount", wholeNumber(0, 99_999_999)),
    fields.typed("ToleratedFailurePercentage", wholeNumber(0, 100)),
  ];
  return {
    items: fields.typed("Items", ARRAY),
    selector: fields.template("ItemSelector"),
    width: fields.typed("MaxConcurrency", wholeNumber(0, 99_999_999)),
    tolerated,
    flow: fields.flow("ItemProcessor"),
  };
}

function checkMode(config: Fields | undefined): void {
  if (!config) return;
  const mode = config.text("Mode") ?? "INLINE";
  if (mode !== "INLINE") config.refuse("Mode", `only INLINE Maps run, but this one is ${mode}`);
  config.end();
}

async function itemsOf(loop: Loop, visit: Visit): Promise<readonly Json[]> {
  if (loop.items) return visit.typed(loop.items);
  const { input } = visit;
  if (Array.isArray(input)) return input;
  const message = `Map state input must be an array but was: ${JSON.stringify(input)}`;
  throw visit.evaluationFailed(new EvaluationError(undefined, message), visit.scope);
}

function threadOf(loop: Loop, visit: Visit, item: Json, index: number): Thread {
  const about = { index, name: visit.name };
  const context: JsonObject = { Index: index, Value: item };
  const { history } = visit.scope.host;
  return {
    name: `item ${index} of ${visit.name}`,
    flow: loop.flow,
    item: context,
    input: (scope) => (loop.selector ? visit.evaluateHandedIn(loop.selector, scope) : item),
    started: (scope) => scope.record("MapIterationStarted", about),
    // The next iteration follows the last event inside this one, the Map's end follows this event.
    succeeded(scope) {
      visit.scope.lastEvent = history.add("MapIterationSucceeded", scope.lastEvent, about);
    },
    failed: (scope) => history.note("MapIterationFailed", scope.lastEvent, about),
    aborted: (_, byEvent) => history.note("MapIterationAborted", byEvent, about),
  };
}
