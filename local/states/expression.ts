import jsonata from "jsonata";
import { AWS_FUNCTIONS, type ExpressionHost, HOST } from "./functions.ts";
import { type Json, NotJsonError, plain } from "./json.ts";
import { type References, referencesOf } from "./references.ts";
import { Turns } from "./turns.ts";

/** Wall-clock limit for one try. AWS publishes none; an endless loop must not hold the process. */
const TIME_LIMIT_MS = 500;

/** JSONata's code for an evaluation that took longer. */
const TOOK_TOO_LONG = "D1012";

/** A machine that gives less than half a processor to an endless loop stops it after so many tries. */
const MOST_TRIES = 10;

/**
 * Nested evaluations in one expression. JSONata counts every node on the way down, so this is
 * some hundred calls of a function inside itself; without it endless recursion fills the heap.
 */
const DEPTH_LIMIT = 2_000;

/**
 * https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html: "JSONata version
 * 2.0.6"; jsonata has had these since 2.1.
 */
const NEWER_OPERATORS: readonly string[] = ["??", "?:"];

/** Members of `$states` that not every field has. The page above: refused when a machine is created. */
export type Outcome = "result" | "errorOutput";

const WHERE_OUTCOMES_ARE: Readonly<Record<Outcome, string>> = {
  result: "the Output and the Assign of a Task, a Parallel or a Map have it",
  errorOutput: "the Output and the Assign of a Catch have it",
};

const OUTCOMES = Object.keys(WHERE_OUTCOMES_ARE) as readonly Outcome[];

/** What an expression can see, made only as far as it looks. */
export interface Sight {
  readonly variables: Readonly<Record<string, Json>>;
  /** `$states` with these members, or with all there are. */
  states(members: References["states"]): Readonly<Record<string, unknown>>;
  readonly host: ExpressionHost;
}

/** Where an expression stands in its state, as AWS writes it: `Output/a/b`. */
interface Located {
  readonly text: string;
  readonly location: string;
}

/** An expression that failed; the state's name and event are added where they are known. */
export class EvaluationError extends Error {
  override readonly name = "EvaluationError";
  /** Absent where AWS gives none: for a Map whose input is no array. */
  readonly location: string | undefined;

  constructor(location: string | undefined, message: string) {
    super(message);
    this.location = location;
  }
}

/** Why a text is no JSONata this engine runs. */
export class UnusableExpressionError extends Error {
  override readonly name = "UnusableExpressionError";
}

interface Compiled {
  readonly expression: ReturnType<typeof jsonata>;
  readonly references: References;
}

// By text: machines loaded twice, and the same expression in many states, compile once (50-120 µs).
const compiled = new Map<string, Compiled>();

/** Evaluations that took turns within themselves would count one another's time. */
const turns = new Turns();

/**
 * Compiles, to find out at load time what could never run.
 * @param sees which of `$states.result` and `$states.errorOutput` there is where it stands
 * @throws UnusableExpressionError
 */
export function checkExpression(text: string, sees: readonly Outcome[]): void {
  const { references } = compile(text);
  if (references.variables.has("eval")) {
    throw new UnusableExpressionError("uses $eval, which Step Functions does not have: use $parse");
  }
  const newer = references.conditions
    .map((end) => text.slice(end - 2, end))
    .find((operator) => NEWER_OPERATORS.includes(operator));
  if (newer !== undefined) {
    throw new UnusableExpressionError(
      `uses ${newer}, which is newer than the JSONata of Step Functions (2.0.6): use a ? b : c`,
    );
  }
  const { states } = references;
  if (states === "all") return;
  const missing = OUTCOMES.find((member) => states.has(member) && !sees.includes(member));
  if (missing === undefined) return;
  throw new UnusableExpressionError(
    `uses $states.${missing}, which is not there: ${WHERE_OUTCOMES_ARE[missing]}`,
  );
}

/**
 * Evaluates without an input document: everything comes through variables, as on AWS.
 * @throws EvaluationError with AWS's text, also for an expression that never ends
 * @throws TooLargeError for a result far larger than any state may hand on
 */
export async function evaluate({ text, location }: Located, sight: Sight): Promise<Json> {
  const about = `The JSONata expression '${text}' specified for the field '${location}'`;
  let result: unknown;
  try {
    result = await turns.take(() => patiently(compile(text), sight));
  } catch (error) {
    throw new EvaluationError(
      location,
      `${about} threw an error during evaluation. ${describe(error)}`,
    );
  }
  if (result === undefined) {
    throw new EvaluationError(location, `${about} returned nothing (undefined).`);
  }
  try {
    return plain(result);
  } catch (error) {
    if (!(error instanceof NotJsonError)) throw error;
    throw new EvaluationError(location, `${about} returned an unsupported result type.`);
  }
}

/**
 * JSONata measures by the wall clock, and on a busy machine a whole process may stand still for that
 * long. So who takes too long tries again, until a try has used the processor too.
 */
async function patiently({ expression, references }: Compiled, sight: Sight): Promise<unknown> {
  const bindings = bind(references, sight);
  let before: NodeJS.CpuUsage | undefined;
  for (let tries = 1; ; tries += 1) {
    try {
      return await expression.evaluate(undefined, bindings);
    } catch (error) {
      if ((error as { code?: unknown }).code !== TOOK_TOO_LONG) throw error;
      if (before && (usedMs(before) > TIME_LIMIT_MS / 2 || tries > MOST_TRIES)) throw error;
      before = process.cpuUsage();
    }
  }
}

function usedMs(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

/** JSONata's cost grows with what it is given, so it gets only what the expression names. */
function bind({ variables, states }: References, sight: Sight): Record<string, unknown> {
  const bindings: Record<string, unknown> = { [HOST]: sight.host };
  for (const name of variables) {
    if (Object.hasOwn(sight.variables, name)) bindings[name] = sight.variables[name];
  }
  if (states === "all" || states.size > 0) bindings["states"] = sight.states(states);
  return bindings;
}

function compile(text: string): Compiled {
  const known = compiled.get(text);
  if (known) return known;
  const expression = parse(text);
  for (const { name, implementation, signature } of AWS_FUNCTIONS) {
    expression.registerFunction(name, implementation, signature);
  }
  // Evaluating text would escape every check made at load time; AWS has no $eval either.
  expression.assign("eval", undefined);
  const fresh = { expression, references: referencesOf(expression.ast()) };
  compiled.set(text, fresh);
  return fresh;
}

function parse(text: string): Compiled["expression"] {
  try {
    return jsonata(text, { timeout: TIME_LIMIT_MS, stack: DEPTH_LIMIT });
  } catch (error) {
    throw new UnusableExpressionError(`does not parse: ${describe(error)}`);
  }
}

/** JSONata throws objects with a code and a message that are no Errors. */
function describe(error: unknown): string {
  if (typeof error !== "object" || error === null) return String(error);
  const { code, message } = error as { code?: unknown; message?: unknown };
  return typeof code === "string" ? `${code}: ${message}` : String(message ?? error);
}
