import { isObject, type Json, type JsonObject, kindOf } from "../language/json.ts";
import { nearest } from "../language/nearest.ts";
import type { Group, Parameter } from "../language/parameter.ts";
import type { Path, Problem } from "../language/problem.ts";
import { checkScalar } from "./scalar-check.ts";

/** The members an object may have. */
export interface Members {
  readonly members: Readonly<Record<string, Parameter>>;
  readonly groups: readonly Group[];
  readonly misnamed?: Readonly<Record<string, string>> | undefined;
}

/** How bad it is when something is missing: less in a draft. */
type Severity = Problem["severity"];

/** Holds an object against the members it may have, all the way down. */
export function* checkMembers(
  { members, groups, misnamed = {} }: Members,
  given: JsonObject,
  path: Path,
  missing: Severity,
): Generator<Problem> {
  for (const [name, parameter] of Object.entries(members)) {
    const value = Object.hasOwn(given, name) ? given[name] : undefined;
    if (value === undefined && parameter.required) {
      const advice = "Add it.";
      yield { severity: missing, path: [...path, name], message: `${name} is required`, advice };
    } else if (value !== undefined) {
      yield* checkParameter(parameter, value, [...path, name], missing);
    }
  }
  for (const name of Object.keys(given)) {
    if (!Object.hasOwn(members, name)) yield unknownMember(name, members, misnamed, path);
  }
  for (const group of groups) yield* checkGroup(group, given, path, missing);
}

function* checkParameter(
  parameter: Parameter,
  value: Json,
  path: Path,
  missing: Severity,
): Generator<Problem> {
  if (value === null) {
    const severity = parameter.required ? missing : "warning";
    yield { severity, path, message: "null is no value here", advice: "Leave it out." };
    return;
  }
  switch (parameter.kind) {
    case "anything":
      return;
    case "refused":
      yield { severity: "error", path, message: parameter.why, advice: "Take it out." };
      return;
    case "object":
      if (isObject(value)) yield* checkMembers(parameter, value, path, missing);
      else yield wrongKind("an object", value, path);
      return;
    case "map":
      if (isObject(value)) yield* checkMap(parameter, value, path, missing);
      else yield wrongKind("an object", value, path);
      return;
    case "list":
      if (Array.isArray(value)) yield* checkList(parameter, value, path, missing);
      else if (typeof value !== "string" || parameter.dynamic === "static" || value[0] !== "$") {
        yield wrongKind("a list", value, path);
      }
      return;
    default:
      yield* checkScalar(parameter, value, path, missing);
  }
}

function* checkMap(
  { value: of, keys, least = 0, most }: Extract<Parameter, { kind: "map" }>,
  value: JsonObject,
  path: Path,
  missing: Severity,
): Generator<Problem> {
  const names = Object.keys(value);
  if (most !== undefined && names.length > most) {
    const message = `at most ${most}, here are ${names.length}`;
    yield { severity: "error", path, message, advice: "Leave some out." };
  } else if (names.length < least) {
    yield { severity: missing, path, message: "there is nothing in it", advice: "Add a member." };
  }
  for (const name of names) {
    if (keys && !keys.includes(name)) {
      const meant = nearest(name, keys);
      yield {
        severity: "error",
        path: [...path, name],
        message: `there is no ${name} here`,
        advice: meant ? `Did you mean ${meant}?` : `It is one of ${keys.join(", ")}.`,
      };
      continue;
    }
    yield* checkParameter(of, value[name] as Json, [...path, name], missing);
  }
}

function* checkList(
  { item, least }: Extract<Parameter, { kind: "list" }>,
  value: readonly Json[],
  path: Path,
  missing: Severity,
): Generator<Problem> {
  if (value.length < least) {
    yield { severity: missing, path, message: "the list is empty", advice: "Add an item." };
  }
  for (const [at, one] of value.entries()) {
    yield* checkParameter(item, one, [...path, at], missing);
  }
}

function unknownMember(
  name: string,
  members: Members["members"],
  misnamed: Readonly<Record<string, string>>,
  path: Path,
): Problem {
  const known = Object.keys(members);
  const meant = Object.hasOwn(misnamed, name) ? misnamed[name] : nearest(name, known);
  const place = [...path, name];
  if (meant !== undefined) {
    const message = `there is no ${name} here`;
    return { severity: "error", path: place, message, advice: `Use ${meant}.` };
  }
  return {
    severity: "warning",
    path: place,
    message: `${name} is not documented here, and perhaps refused`,
    advice: `Known here: ${known.join(", ") || "nothing"}.`,
  };
}

function* checkGroup(
  { members, least }: Group,
  given: JsonObject,
  path: Path,
  missing: Severity,
): Generator<Problem> {
  const there = members.filter((name) => Object.hasOwn(given, name) && given[name] !== null);
  if (there.length > 1) {
    const message = `${there.join(" and ")} exclude each other`;
    yield { severity: "error", path, message, advice: "Keep one of them." };
  } else if (there.length < least) {
    const message = `one of ${members.join(", ")} is required`;
    yield { severity: missing, path, message, advice: "Add one of them." };
  } else if (least > 0 && there[0] !== undefined && given[there[0]] === "") {
    const message = `${there[0]} is empty, and it is all there is`;
    yield { severity: "warning", path: [...path, there[0]], message, advice: "Fill it in." };
  }
}

function wrongKind(expected: string, value: Json, path: Path): Problem {
  return {
    severity: "error",
    path,
    message: `expected ${expected}, but it is ${kindOf(value)}`,
    advice: `Write ${expected}.`,
  };
}
