import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isObject, type Json, type JsonObject } from "../json.ts";

/** A service that a recording needs, and how it behaves. */
export interface Stub {
  readonly kind: string;
  readonly resource: string;
  readonly returns?: Json;
  readonly errorType?: string;
  readonly errorMessage?: string;
  readonly delaySeconds?: number;
}

/** An event as recorded: the members of its details stand on the event itself. */
export interface RecordedEvent {
  readonly [member: string]: Json;
  readonly id: number;
  readonly prev: number;
  readonly type: string;
}

/** One execution recorded on AWS, made ready to run. */
export interface Recording {
  /** `<area>/<file>.<test>`. */
  readonly name: string;
  readonly definition: JsonObject;
  readonly input: Json;
  readonly expected: {
    readonly status: string;
    readonly output?: Json;
    readonly error?: string;
    readonly cause?: Json;
  };
  readonly history: readonly RecordedEvent[] | null;
  readonly stubs: readonly Stub[];
}

/** Reads every recording of a folder; a file of cases is one recording per case. */
export function readRecordings(folder: string): Recording[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith(".json"))
    .sort()
    .flatMap((file) => recordings(readFileSync(join(folder, file), "utf8")));
}

/** Whether no state of the machine is JSONPath, the default where nobody says otherwise. */
export function isJsonataThroughout({ definition }: Recording): boolean {
  return flowIsJsonata(definition, "JSONPath");
}

function recordings(text: string): Recording[] {
  const file = JSON.parse(withNames(text));
  const { cases, ...common } = file;
  const all = Array.isArray(cases)
    ? cases.map((one: object, index: number) => ({ ...one, name: `${common.name}.${index}` }))
    : [{}];
  return all.map((one) => ({ stubs: [], history: null, ...common, ...one }));
}

/**
 * Placeholders such as `<lambda_function_name>` stand for names and become them; those with a number
 * (`<uuid:1>`) stand for values nobody knows before, and stay.
 */
function withNames(text: string): string {
  return text
    .replaceAll("<partition>", "aws")
    .replaceAll("<region>", "us-east-1")
    .replaceAll(/<(?!input|request|omitted|start-time|entered-time)([A-Za-z][\w-]*)>/g, "$1");
}

function flowIsJsonata(flow: JsonObject, inherited: string): boolean {
  const language = flow["QueryLanguage"] ?? inherited;
  const states = Object.values(flow["States"] ?? {});
  return states.every((state) => isObject(state) && stateIsJsonata(state, String(language)));
}

function stateIsJsonata(state: JsonObject, inherited: string): boolean {
  const language = String(state["QueryLanguage"] ?? inherited);
  const branches = (state["Branches"] ?? []) as readonly Json[];
  const inner = [...branches, state["ItemProcessor"], state["Iterator"]].filter(isObject);
  return language === "JSONata" && inner.every((flow) => flowIsJsonata(flow, language));
}
