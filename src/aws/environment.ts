import { ConfigurationError } from "./errors.ts";

/**
 * One environment variable of a system. The system's function reads it, its construct sets it and
 * its README lists it from this one declaration.
 */
export interface Variable {
  readonly kind: "text" | "whole-number";
  readonly meaning: string;
  readonly unit?: string;
  /** Absent: the variable is required. */
  readonly default?: string;
  /** An older spelling that is still accepted. */
  readonly alias?: string;
  /** The Lambda service sets it itself and refuses a deployment that does. */
  readonly setByLambda?: true;
  /** Smallest whole number accepted. @default 1 */
  readonly least?: number;
}

export type Declaration = Readonly<Record<string, Variable>>;

export type Values<D extends Declaration> = {
  readonly [K in keyof D]: D[K]["kind"] extends "whole-number" ? number : string;
};

/** What a construct must provide: the required variables; the others where it wants to. */
export type Provided<D extends Declaration> = {
  readonly [K in keyof D as D[K] extends { setByLambda: true } | { default: string }
    ? never
    : K]: string;
} & {
  readonly [K in keyof D as D[K] extends { setByLambda: true } ? never : K]?: string;
};

/**
 * Reads the declared variables, once, at start.
 * @throws ConfigurationError naming the first variable that is missing or not of its kind
 */
export function readEnvironment<const D extends Declaration>(
  declaration: D,
  source: Readonly<Record<string, string | undefined>> = process.env,
): Values<D> {
  const values: Record<string, string | number> = {};
  for (const [name, variable] of Object.entries(declaration)) {
    const text = source[name] || (variable.alias && source[variable.alias]) || variable.default;
    if (text === undefined) throw new ConfigurationError(name, `is required: ${variable.meaning}`);
    values[name] = variable.kind === "text" ? text : wholeNumber(name, variable, text);
  }
  return values as Values<D>;
}

function wholeNumber(name: string, { least = 1, unit }: Variable, text: string): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(value) || value < least) {
    const of = unit ? ` of ${unit}` : "";
    throw new ConfigurationError(name, `must be a whole number${of} >= ${least}, got "${text}"`);
  }
  return value;
}

/** One variable that no system declares: for tools, not for functions. */
export function variable(name: string): string | undefined {
  return process.env[name];
}
