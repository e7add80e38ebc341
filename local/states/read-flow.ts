import { Fields, type Reading } from "./fields.ts";
import { isObject, type Json, type JsonObject } from "./json.ts";
import { InvalidDefinitionError } from "./refused.ts";
import { readChoice } from "./state/choice.ts";
import { readFail } from "./state/fail.ts";
import { readMap } from "./state/map.ts";
import { readParallel } from "./state/parallel.ts";
import { readPass } from "./state/pass.ts";
import { readSucceed } from "./state/succeed.ts";
import { readTask } from "./state/task.ts";
import { readWait } from "./state/wait.ts";
import type { Behaviour, Flow, State } from "./state.ts";
import type { StateType } from "./state-type.ts";
import { VariableScope } from "./variable-scope.ts";

/** One file per type. */
const READERS: Readonly<Record<StateType, (fields: Fields) => Behaviour>> = {
  Task: readTask,
  Choice: readChoice,
  Wait: readWait,
  Pass: readPass,
  Succeed: readSucceed,
  Fail: readFail,
  Parallel: readParallel,
  Map: readMap,
};

/** AWS's limit for the name of a state. */
const LONGEST_NAME = 80;

/** What reading a machine knows beyond the flow at hand. */
interface Reader {
  readonly queryLanguage: string;
  /** Names are unique in the whole machine, branches included. */
  readonly names: Set<string>;
  /** Of the flow at hand. */
  readonly variables: VariableScope;
}

/** Where a flow stands: the machine itself, or a field of a state. */
interface FlowPlace {
  readonly state: string | undefined;
  /** `Branches[0].`; empty for the machine. */
  readonly prefix: string;
  /** Fields beside StartAt and States that somebody else reads. */
  readonly others: readonly string[];
}

/**
 * Reads `StartAt` and `States`.
 * @throws InvalidDefinitionError at the first thing this engine does not run
 */
export function readFlow(definition: JsonObject, place: FlowPlace, reader: Reader): Flow {
  const refuse = (field: string, reason: string): never => {
    throw new InvalidDefinitionError({ state: place.state, field: place.prefix + field }, reason);
  };
  const known = ["StartAt", "States", "Comment", ...place.others];
  const unknown = Object.keys(definition).find((field) => !known.includes(field));
  if (unknown !== undefined) refuse(unknown, "is not a field this engine knows here");
  const { StartAt: startAt, States: given } = definition;
  if (typeof startAt !== "string") return refuse("StartAt", "expected the name of a state");
  if (!isObject(given)) return refuse("States", "expected an object of states by name");
  const entries = Object.entries(given);
  const edges = new Map<string, string[]>();
  const states = new Map<string, State>();
  for (const [name] of entries) edges.set(name, []);
  if (!edges.has(startAt)) refuse("StartAt", `there is no state "${startAt}" here`);
  for (const [name, state] of entries) {
    states.set(name, readState(name, state, edges, reader));
  }
  for (const name of unreachable(startAt, edges)) {
    throw new InvalidDefinitionError({ state: name, field: "Next" }, "no state leads to this one");
  }
  if (!entries.some(([, state]) => isObject(state) && isTerminal(state))) {
    refuse("States", "no state ends here: one must have End, or be a Succeed or a Fail");
  }
  return { startAt, states };
}

function isTerminal({ Type: type, End: end }: JsonObject): boolean {
  return end === true || type === "Succeed" || type === "Fail";
}

function readState(
  name: string,
  definition: Json,
  edges: Map<string, string[]>,
  reader: Reader,
): State {
  const refuse = (field: string, reason: string): never => {
    throw new InvalidDefinitionError({ state: name, field }, reason);
  };
  if (name === "" || name.length > LONGEST_NAME) {
    refuse("States", `the name of a state has 1 to ${LONGEST_NAME} characters`);
  }
  if (reader.names.has(name)) refuse("States", "the machine has two states of this name");
  reader.names.add(name);
  const reading: Reading = {
    state: name,
    readFlow(flow, field) {
      const others = field === "ItemProcessor" ? ["ProcessorConfig"] : [];
      const inner = { ...reader, variables: new VariableScope(reader.variables) };
      return readFlow(flow, { state: name, prefix: `${field}.`, others }, inner);
    },
    target(target, field) {
      if (!edges.has(target)) refuse(field, `there is no state "${target}" here`);
      edges.get(name)?.push(target);
    },
    assigns: (variable, field) => reader.variables.assign(variable, { state: name, field }),
  };
  const fields = new Fields(definition, reading);
  const type = stateType(fields);
  checkQueryLanguage(fields, reader);
  const run = READERS[type](fields);
  fields.end();
  return { name, type, run };
}

function stateType(fields: Fields): StateType {
  const type = fields.requiredText("Type");
  if (Object.hasOwn(READERS, type)) return type as StateType;
  return fields.refuse(
    "Type",
    `expected one of ${Object.keys(READERS).join(", ")}, but was "${type}"`,
  );
}

function checkQueryLanguage(fields: Fields, reader: Reader): void {
  const language = fields.text("QueryLanguage") ?? reader.queryLanguage;
  if (language === "JSONata") return;
  fields.refuse(
    "QueryLanguage",
    `this engine runs JSONata only, but the state's query language is ${language}`,
  );
}

function unreachable(startAt: string, edges: ReadonlyMap<string, readonly string[]>): string[] {
  const reached = new Set([startAt]);
  for (const name of reached) {
    for (const target of edges.get(name) ?? []) reached.add(target);
  }
  return [...edges.keys()].filter((name) => !reached.has(name));
}
