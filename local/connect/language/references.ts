import type { Json } from "./json.ts";
import { nearest } from "./nearest.ts";
import type { Path } from "./problem.ts";
import { type Members, REFERENCE_ROOTS, REFERENCES_MEANT } from "./reference-roots.ts";

/** A JSONPath reference in a text: `$.Attributes.name`, `$.Attributes.['my name']`. */
export interface Reference {
  /** As it stands there. */
  readonly text: string;
  /** `["Attributes", "name"]`; an index of a list is its digits. */
  readonly names: readonly string[];
  /** Where it begins in the text. */
  readonly at: number;
}

// A dot is part of a reference only when a name follows: in "Hello $.Attributes.name." the last is
// a full stop.
const FIRST = String.raw`\.?\[(?:'[^'\]]*'|"[^"\]]*")\]|\.[\p{L}_][\p{L}\p{N}_-]*`;
const REFERENCE = new RegExp(String.raw`\$(?:${FIRST})(?:${FIRST}|\.?\[(?:\d+|\*)\])*`, "gu");
const NAME = /\[(?:'([^'\]]*)'|"([^"\]]*)"|(\d+|\*))\]|\.([\p{L}_][\p{L}\p{N}_-]*)/gu;

/** The references in a text, in order. */
export function referencesIn(text: string): Reference[] {
  return [...text.matchAll(REFERENCE)].map((match) => ({
    text: match[0],
    at: match.index,
    names: [...match[0].matchAll(NAME)].map(
      (step) => step[1] ?? step[2] ?? step[3] ?? step[4] ?? "",
    ),
  }));
}

/** The reference that is the whole text, or undefined. */
export function wholeReference(text: string): Reference | undefined {
  const [first] = referencesIn(text);
  return first?.text.length === text.length ? first : undefined;
}

/** Replaces each reference in a text by what `resolve` says. */
export function replaceReferences(text: string, resolve: (reference: Reference) => string): string {
  let done = 0;
  let out = "";
  for (const reference of referencesIn(text)) {
    out += text.slice(done, reference.at) + resolve(reference);
    done = reference.at + reference.text.length;
  }
  return out + text.slice(done);
}

/** What is wrong with a reference. */
export interface ReferenceProblem {
  /** A slip of the pen, sure to be empty at run time; or a name no document has. */
  readonly kind: "typo" | "unknown";
  /** What was probably meant: a reference, or in words. */
  readonly meant?: string;
  /** The names that are wrong, from the first on. */
  readonly wrong: string;
}

/** Holds a reference against the namespaces of Connect; undefined when they have it. */
export function referenceProblem({ names }: Reference): ReferenceProblem | undefined {
  let members: Members = REFERENCE_ROOTS;
  for (const [index, name] of names.entries()) {
    if (members === "any") return undefined;
    const known = members === "none" ? [] : Array.isArray(members) ? members : Object.keys(members);
    const before = ["$", ...names.slice(0, index)].join(".");
    if (!known.includes(name)) return wrongName(name, known, before, index === 0);
    members = inside(members, name);
  }
  return undefined;
}

/** The texts in a JSON value, with their places. Member names are texts too: they may hold references. */
export function* textsIn(value: Json, path: Path = []): Generator<{ text: string; path: Path }> {
  if (typeof value === "string") yield { text: value, path };
  if (typeof value !== "object" || value === null) return;
  for (const [name, item] of Object.entries(value)) {
    const place = [...path, Array.isArray(value) ? Number(name) : name];
    if (!Array.isArray(value)) yield { text: name, path: place };
    yield* textsIn(item, place);
  }
}

function inside(members: Members, name: string): Members {
  if (typeof members === "string" || Array.isArray(members)) return "none";
  return (members as { readonly [name: string]: Members })[name] ?? "none";
}

function wrongName(
  name: string,
  known: readonly string[],
  before: string,
  isRoot: boolean,
): ReferenceProblem {
  const wrong = `${before}.${name}`;
  const close = nearest(name, known);
  if (close !== undefined) return { kind: "typo", wrong, meant: `${before}.${close}` };
  const meant =
    isRoot && Object.hasOwn(REFERENCES_MEANT, name) ? REFERENCES_MEANT[name] : undefined;
  return { kind: "unknown", wrong, ...(meant === undefined ? {} : { meant }) };
}
