import { type Json, kindOf } from "../language/json.ts";
import { nearest } from "../language/nearest.ts";
import { type Parameter, RESOURCE_SERVICES, type Resource } from "../language/parameter.ts";
import type { Path, Problem } from "../language/problem.ts";
import { referencesIn, wholeReference } from "../language/references.ts";
import { flagIn, hasPlaceholder, numberIn } from "../language/value.ts";

/** Parameters that are one text, or what a text may stand for. */
type Scalar = Exclude<Parameter, { kind: "object" | "map" | "list" | "anything" | "refused" }>;

/** What is wrong with one value; the place is the caller's. */
type Fault = Omit<Problem, "path">;

/** Holds one value against its parameter. Values that a deployment tool fills in later pass. */
export function* checkScalar(
  parameter: Scalar,
  value: Json,
  path: Path,
  missing: Problem["severity"],
): Generator<Problem> {
  const fault =
    typeof value === "string" ? textFault(parameter, value, missing) : otherFault(parameter, value);
  if (fault) yield { ...fault, path };
}

function textFault(
  parameter: Scalar,
  value: string,
  missing: Problem["severity"],
): Fault | undefined {
  if (parameter.kind === "text" && value === "") return undefined;
  if (value === "") {
    const severity = parameter.required ? missing : "warning";
    return { severity, message: "this is empty", advice: "Fill it in, or leave it out." };
  }
  if (referencesIn(value).length > 0) return referenceFault(parameter, value);
  return hasPlaceholder(value) ? undefined : literalFault(parameter, value);
}

/** A JSONPath reference, alone or inside a text. */
function referenceFault({ dynamic, kind }: Scalar, value: string): Fault | undefined {
  if (dynamic === "static") {
    const message = "JSONPath cannot be used here: Connect takes it as the text it is";
    return { severity: "error", message, advice: "Write the value itself." };
  }
  if (dynamic === "embedded" || wholeReference(value) || hasPlaceholder(value)) return undefined;
  const severity = kind === "number" || kind === "flag" ? "error" : "warning";
  const message = "JSONPath can be used here only as the whole value";
  return { severity, message, advice: "Put the whole value into an attribute, and name that." };
}

function literalFault(parameter: Scalar, value: string): Fault | undefined {
  switch (parameter.kind) {
    case "text":
      return parameter.spoken ? spokenFault(value) : formFault(parameter, value);
    case "number":
      return numberFault(parameter, numberIn(value));
    case "flag":
      return flagIn(value) === undefined ? wrong('expected "True" or "False"') : undefined;
    case "choice":
      return choiceFault(parameter, value);
    case "resource":
      return resourceFault(parameter.resource, value);
    case "reference":
      return value.startsWith("$.")
        ? { ...wrong("this is not one valid JSONPath reference", BRACKETS), severity: "warning" }
        : wrong(
            "only a JSONPath reference can stand here",
            "Name an attribute: $.Attributes.name.",
          );
  }
}

const BRACKETS =
  "Names with other characters than letters, digits, _ and - go into brackets: $.Attributes.['my name'].";

/** Numbers and booleans are texts in exports; the service takes some as they are. */
function otherFault(parameter: Scalar, value: Json): Fault | undefined {
  if (typeof value === "object") return wrong(`expected a text, but it is ${kindOf(value)}`);
  if (parameter.kind === "number") return numberFault(parameter, numberIn(value));
  if (parameter.kind === "flag" && flagIn(value) !== undefined) return undefined;
  const message = `exports write a text here, this is ${kindOf(value)}`;
  return { severity: "warning", message, advice: "Put it into quotation marks." };
}

function numberFault(
  { from, to }: Extract<Scalar, { kind: "number" }>,
  value: number | undefined,
): Fault | undefined {
  if (Number.isInteger(value) && Number(value) >= from && Number(value) <= to) return undefined;
  const range = to === Number.MAX_SAFE_INTEGER ? `${from} or more` : `${from} to ${to}`;
  const what = from === Number.MIN_SAFE_INTEGER ? "a whole number" : `a whole number, ${range}`;
  return wrong(`expected ${what}`);
}

function choiceFault(
  { words, open }: Extract<Scalar, { kind: "choice" }>,
  value: string,
): Fault | undefined {
  if (words.includes(value)) return undefined;
  const meant = nearest(value, words);
  return {
    severity: open ? "warning" : "error",
    message: open ? "this value has not been met here" : "Connect does not know this value here",
    advice: meant ? `Did you mean "${meant}"?` : `It is one of ${words.join(", ")}.`,
  };
}

function formFault({ form }: Extract<Scalar, { kind: "text" }>, value: string): Fault | undefined {
  return form === undefined || form.pattern.test(value)
    ? undefined
    : wrong(`expected ${form.says}`);
}

/** An ARN or an id; an id says nothing of what it is. */
function resourceFault(resource: Resource, value: string): Fault | undefined {
  const [scheme, , service] = value.split(":");
  if (scheme !== "arn" || service === undefined) return undefined;
  const expected: readonly string[] = RESOURCE_SERVICES[resource];
  if (expected.includes(service)) return kindFault(resource, value);
  return {
    severity: "warning",
    message: `this is the ARN of ${service}, expected that of a ${resource}`,
    advice: `Give the ARN or the id of a ${resource}.`,
  };
}

/** What stands behind the instance in ARNs of Connect, of what flows name. */
const RESOURCES_BY_PATH: Readonly<Record<string, readonly Resource[]>> = {
  queue: ["queue", "agent queue"],
  agent: ["agent queue"],
  "contact-flow": ["flow"],
  "flow-module": ["flow module"],
  "operating-hours": ["hours of operation"],
  prompt: ["prompt"],
  view: ["view"],
};

/** An ARN of Connect, of something else in the instance. */
function kindFault(resource: Resource, arn: string): Fault | undefined {
  const [, path = ""] = /:instance\/[^/]+\/([^/]+)\//.exec(arn) ?? [];
  const named = Object.hasOwn(RESOURCES_BY_PATH, path) ? RESOURCES_BY_PATH[path] : undefined;
  if (named === undefined || named.includes(resource)) return undefined;
  const message = `this is the ARN of a ${named[0]}, expected that of a ${resource}`;
  return wrong(message, `Give the ARN or the id of a ${resource}.`);
}

/** Billed characters that Connect takes, and characters in all, tags included. */
const MOST_BILLED = 3_000;
const MOST_CHARACTERS = 6_000;

function spokenFault(value: string): Fault | undefined {
  const billed = value.replace(/<[^<>]*>/g, "").length;
  const advice = "Say it in several prompts.";
  if (billed > MOST_BILLED) {
    return wrong(
      `Connect says at most ${MOST_BILLED} characters at once, here are ${billed}`,
      advice,
    );
  }
  if (value.length <= MOST_CHARACTERS) return undefined;
  return wrong(
    `at most ${MOST_CHARACTERS} characters, tags included, here are ${value.length}`,
    advice,
  );
}

function wrong(message: string, advice = "Write what is expected."): Fault {
  return { severity: "error", message, advice };
}
