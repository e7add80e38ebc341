import type { Named } from "./identity.ts";
import type { Place } from "./template-error.ts";

/** `AWS::NoValue`: the property or list item does not exist. */
export const NO_VALUE: unique symbol = Symbol("AWS::NoValue");

/** What a function may refer to. */
export interface Scope {
  resolve(value: unknown, place: Place): unknown;
  resolveInside(value: unknown, place: Place): unknown;
  reference(name: string, place: Place): unknown;
  named(logicalId: string, place: Place): Named;
  holds(condition: string, place: Place): boolean;
}

type Intrinsic = (argument: unknown, place: Place, scope: Scope) => unknown;

/** The functions the local stack resolves, by their key in the template. */
export const INTRINSICS: Readonly<Record<string, Intrinsic>> = {
  Ref: (argument, place, scope) =>
    argument === "AWS::NoValue" ? NO_VALUE : scope.reference(text(argument, place), place),
  "Fn::GetAtt": getAttribute,
  "Fn::Sub": substitute,
  "Fn::Join": join,
  "Fn::Select": select,
  "Fn::Split": split,
  "Fn::If": choose,
  "Fn::ImportValue"(_argument, place) {
    throw place.error(
      "the local stack is one stack and has no exports of others. Pass the value as a parameter.",
    );
  },
};

/** The function that this object of the template calls, if it is one. */
export function functionIn(value: object): { name: string; argument: unknown } | undefined {
  const keys = Object.keys(value);
  const [name] = keys;
  if (keys.length !== 1 || name === undefined) return undefined;
  if (name !== "Ref" && !name.startsWith("Fn::")) return undefined;
  return { name, argument: (value as Record<string, unknown>)[name] };
}

function getAttribute(argument: unknown, place: Place, scope: Scope): string {
  const [logicalId = "", ...rest] = Array.isArray(argument)
    ? argument.map((part) => text(scope.resolve(part, place), place))
    : text(argument, place).split(".");
  const attribute = rest.join(".");
  const value = scope.named(logicalId, place).identity.attributes[attribute];
  if (value === undefined) {
    throw place.error(`${logicalId} has no attribute ${attribute} in the local stack.`);
  }
  return value;
}

function substitute(argument: unknown, place: Place, scope: Scope): string {
  const [template, own] = Array.isArray(argument) ? argument : [argument, {}];
  const values = (own ?? {}) as Readonly<Record<string, unknown>>;
  return text(template, place).replaceAll(/\$\{(!?)([^}]+)\}/g, (_all, escaped, inner: string) => {
    if (escaped) return `\${${inner}}`;
    const name = inner.trim();
    if (Object.hasOwn(values, name)) {
      return text(scope.resolve(values[name], place.at(name)), place.at(name));
    }
    if (name.includes(".")) return getAttribute(name, place, scope);
    return text(scope.reference(name, place), place);
  });
}

function join(argument: unknown, place: Place, scope: Scope): string {
  const [separator, parts] = pair(argument, place);
  return list(scope.resolve(parts, place), place)
    .map((part) => text(part, place))
    .join(text(separator, place));
}

function select(argument: unknown, place: Place, scope: Scope): unknown {
  const [position, items] = pair(argument, place);
  const index = Number(scope.resolve(position, place));
  const chosen = list(scope.resolve(items, place), place)[index];
  if (chosen === undefined) throw place.error(`there is no item ${index}.`);
  return chosen;
}

function split(argument: unknown, place: Place, scope: Scope): string[] {
  const [separator, whole] = pair(argument, place);
  return text(scope.resolve(whole, place), place).split(text(separator, place));
}

function choose(argument: unknown, place: Place, scope: Scope): unknown {
  if (!Array.isArray(argument) || argument.length !== 3) {
    throw place.error("expected a condition and two values.");
  }
  const [condition, then, otherwise] = argument;
  const chosen = scope.holds(text(condition, place), place) ? then : otherwise;
  return scope.resolveInside(chosen, place);
}

function pair(argument: unknown, place: Place): [unknown, unknown] {
  if (!Array.isArray(argument) || argument.length !== 2) {
    throw place.error("expected a list of two arguments.");
  }
  return [argument[0], argument[1]];
}

function list(value: unknown, place: Place): unknown[] {
  if (!Array.isArray(value)) throw place.error("expected a list.");
  return value;
}

function text(value: unknown, place: Place): string {
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (typeof value !== "string")
    throw place.error(`expected a text, got ${JSON.stringify(value)}.`);
  return value;
}
