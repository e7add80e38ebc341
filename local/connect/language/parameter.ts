/**
 * Where JSONPath may stand in a parameter: nowhere; as the whole value; or anywhere in the text.
 * https://docs.aws.amazon.com/connect/latest/devguide/flow-language.html
 */
export type Dynamic = "static" | "whole" | "embedded";

/** What an ARN or id in a flow refers to; these places differ from instance to instance. */
export type Resource = keyof typeof RESOURCE_SERVICES;

/** Services that the ARN of such a resource may name. */
export const RESOURCE_SERVICES = {
  queue: ["connect"],
  "agent queue": ["connect"],
  flow: ["connect"],
  "flow module": ["connect"],
  "hours of operation": ["connect"],
  prompt: ["connect"],
  view: ["connect"],
  "Lambda function": ["lambda"],
  "Lex bot alias": ["lex"],
  "Amazon Q in Connect assistant": ["wisdom", "qconnect"],
} as const;

/** What a parameter's value must be. Numbers and booleans may be texts, as in exports. */
type Value =
  | { readonly kind: "text"; readonly spoken?: boolean; readonly form?: Form }
  /** A whole number. */
  | { readonly kind: "number"; readonly from: number; readonly to: number }
  | { readonly kind: "flag" }
  /** `open`: Connect takes, or may one day take, other words too. */
  | { readonly kind: "choice"; readonly words: readonly string[]; readonly open: boolean }
  | { readonly kind: "resource"; readonly resource: Resource }
  /** One JSONPath, nothing else. */
  | { readonly kind: "reference" }
  | { readonly kind: "list"; readonly item: Parameter; readonly least: number }
  /** Members whose names the flow chooses, or chooses from `keys`. */
  | {
      readonly kind: "map";
      readonly value: Parameter;
      readonly keys?: readonly string[];
      /** Fewest and most members. */
      readonly least?: number;
      readonly most?: number;
    }
  | {
      readonly kind: "object";
      readonly members: Readonly<Record<string, Parameter>>;
      readonly groups: readonly Group[];
    }
  /** Something the documents do not describe. */
  | { readonly kind: "anything" }
  /** What cannot stand here, and why. */
  | { readonly kind: "refused"; readonly why: string };

/** How a text is made, and how that is said. */
interface Form {
  readonly pattern: RegExp;
  readonly says: string;
}

export type Parameter = Value & { readonly dynamic: Dynamic; readonly required?: boolean };

/** Of these members at most one may stand there; or exactly one. */
export interface Group {
  readonly members: readonly string[];
  readonly least: 0 | 1;
}

export function text(dynamic: Dynamic = "embedded"): Parameter {
  return { kind: "text", dynamic };
}

/** Keys of a telephone, one after the other. */
export function keys(most: number): Parameter {
  const form = {
    pattern: new RegExp(`^[0-9*#]{1,${most}}$`),
    says: `1 to ${most} of 0-9, * and #`,
  };
  return { kind: "text", dynamic: "static", form };
}

/** Text that Connect says or sends, and bills by the character. */
export const spoken: Parameter = { kind: "text", dynamic: "embedded", spoken: true };

export function number(from: number, to: number, dynamic: Dynamic = "whole"): Parameter {
  return { kind: "number", from, to, dynamic };
}

export const flag: Parameter = { kind: "flag", dynamic: "whole" };

export function choice(words: readonly string[], dynamic: Dynamic = "whole"): Parameter {
  return { kind: "choice", words, open: false, dynamic };
}

/** Words seen so far; another one is only doubtful. */
export function seenChoice(words: readonly string[]): Parameter {
  return { kind: "choice", words, open: true, dynamic: "whole" };
}

export function resource(of: Resource): Parameter {
  return { kind: "resource", resource: of, dynamic: "whole" };
}

export const reference: Parameter = { kind: "reference", dynamic: "whole" };

export function list(item: Parameter, { least = 0, dynamic = "whole" as Dynamic } = {}): Parameter {
  return { kind: "list", item, least, dynamic };
}

export function map(
  value: Parameter,
  limits: {
    readonly keys?: readonly string[];
    readonly least?: number;
    readonly most?: number;
  } = {},
): Parameter {
  return { kind: "map", value, dynamic: "static", ...limits };
}

export function object(
  members: Readonly<Record<string, Parameter>>,
  groups: readonly Group[] = [],
): Parameter {
  return { kind: "object", members, groups, dynamic: "static" };
}

export const anything: Parameter = { kind: "anything", dynamic: "embedded" };

export function refused(why: string): Parameter {
  return { kind: "refused", why, dynamic: "static" };
}

export function required(parameter: Parameter): Parameter {
  return { ...parameter, required: true };
}

export function exactlyOne(...members: readonly string[]): Group {
  return { members, least: 1 };
}

export function atMostOne(...members: readonly string[]): Group {
  return { members, least: 0 };
}
