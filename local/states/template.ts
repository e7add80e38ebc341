import {
  checkExpression,
  EvaluationError,
  evaluate,
  type Outcome,
  type Sight,
} from "./expression.ts";
import { isObject, type Json, type JsonObject, typeName } from "./json.ts";

/**
 * A JSON value of a definition in which strings of the form `{% … %}` are expressions. Parts
 * without expressions are answered as they are and cost nothing.
 */
export interface Template {
  /** @throws EvaluationError naming the place inside the field: `Output/total` */
  evaluate(sight: Sight): Promise<Json> | Json;
}

/**
 * @param location where the value stands in its state: `Output`
 * @param sees which outcomes of the state its expressions may look at
 * @throws UnusableExpressionError when an expression in it cannot be used
 */
export function compileTemplate(
  value: Json,
  location: string,
  sees: readonly Outcome[] = [],
): Template {
  return compilePart(value, { location, sees }) ?? { evaluate: () => value };
}

/** A type that a field's value must have, in AWS's words. */
export interface Kind<T> {
  readonly name: string;
  accepts(value: Json): boolean;
  readonly example?: T;
}

export const ARRAY: Kind<readonly Json[]> = { name: "array", accepts: Array.isArray };
export const BOOLEAN: Kind<boolean> = {
  name: "boolean",
  accepts: (value) => typeof value === "boolean",
};
export const STRING: Kind<string> = {
  name: "string",
  accepts: (value) => typeof value === "string",
};

export function wholeNumber(from: number, to: number): Kind<number> {
  return {
    name: `integer from ${from} to ${to}`,
    accepts: (value) => Number.isInteger(value) && Number(value) >= from && Number(value) <= to,
  };
}

/** A template that must come out as one type. */
export interface Typed<T> {
  evaluate(sight: Sight): Promise<T>;
}

export function typed<T extends Json>(value: Json, location: string, kind: Kind<T>): Typed<T> {
  const template = compileTemplate(value, location);
  const about =
    typeof value === "string" && expressionIn(value) !== undefined
      ? `The JSONata expression '${expressionIn(value)}' specified for the field '${location}' returned an unexpected result type.`
      : `The field '${location}' has an unexpected type.`;
  return {
    async evaluate(sight) {
      const result = await template.evaluate(sight);
      if (kind.accepts(result)) return result as T;
      throw new EvaluationError(
        location,
        `${about} Expected '${kind.name}', but was '${typeName(result)}' for value: ${JSON.stringify(result)}`,
      );
    },
  };
}

/** The expression inside `{% … %}`, or undefined for a literal. No blanks outside the signs. */
export function expressionIn(text: string): string | undefined {
  if (!text.startsWith("{%") || !text.endsWith("%}") || text.length < 4) return undefined;
  return text.slice(2, -2).trim();
}

interface Place {
  readonly location: string;
  readonly sees: readonly Outcome[];
}

/** Undefined when there is no expression in the value. */
function compilePart(value: Json, place: Place): Template | undefined {
  if (typeof value === "string") return compileString(value, place);
  if (Array.isArray(value)) return compileArray(value, place);
  return isObject(value) ? compileObject(value, place) : undefined;
}

function compileString(value: string, { location, sees }: Place): Template | undefined {
  const text = expressionIn(value);
  if (text === undefined) return undefined;
  checkExpression(text, sees);
  const expression = { text, location };
  return { evaluate: (sight) => evaluate(expression, sight) };
}

function compileArray(items: readonly Json[], place: Place): Template | undefined {
  const parts = items.map((item, index) =>
    compilePart(item, { ...place, location: `${place.location}[${index}]` }),
  );
  if (parts.every((part) => part === undefined)) return undefined;
  return {
    async evaluate(sight) {
      const result: Json[] = [...items];
      for (const [index, part] of parts.entries()) {
        if (part) result[index] = await part.evaluate(sight);
      }
      return result;
    },
  };
}

function compileObject(members: JsonObject, place: Place): Template | undefined {
  const parts: [string, Template][] = [];
  for (const [name, member] of Object.entries(members)) {
    const part = compilePart(member, { ...place, location: `${place.location}/${name}` });
    if (part) parts.push([name, part]);
  }
  if (parts.length === 0) return undefined;
  return {
    async evaluate(sight) {
      const evaluated: [string, Json][] = [];
      for (const [name, part] of parts) evaluated.push([name, await part.evaluate(sight)]);
      // Not by assigning: a member `__proto__` would change the object instead of joining it.
      return { ...members, ...Object.fromEntries(evaluated) };
    },
  };
}
