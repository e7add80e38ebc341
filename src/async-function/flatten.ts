import { ANSWER_LIMIT_BYTES, type FlowAnswer } from "../connect/flow-answer.ts";
import { CONTROL_KEYS } from "./control-keys.ts";
import { isWrittenNumber } from "./exact-json.ts";

interface Branch {
  /** Ends in `_`, but for the result itself. */
  readonly path: string;
  readonly renamed: boolean;
  readonly value: object;
}

interface Leaf {
  readonly key: string;
  readonly renamed: boolean;
  readonly value: unknown;
}

/**
 * No flow names a key of this length. Without a bound, a result of thousands of levels, which Step
 * Functions lets through, would cost seconds of a caller's time for an answer that nobody can read.
 */
const LONGEST_PATH = 1_024;

/**
 * Makes a function's result one level of texts: nested objects' keys are joined by `_`; a text stays
 * as it is, every other value (arrays, empty objects, numbers, `true`, `null`) is its JSON text;
 * what a key may not contain becomes `_`, and an empty key `_`. A key that would be one of ours
 * becomes `result_<key>`, and a result that is not an object `result`. Of keys that become equal the
 * shallower wins; at the same depth the one that needed no renaming, then the first.
 *
 * Level by level, and not by recursion: a result may be nested more deeply than the stack is.
 *
 * @returns undefined when it is too large for an answer, whatever goes with it, or nested so deeply
 * that a key would begin with more than 1,024 characters of path
 */
export function flatten(result: unknown): FlowAnswer | undefined {
  const flat = new Map<string, string>();
  let room = ANSWER_LIMIT_BYTES;
  let level: readonly Branch[] = [];
  let leaves: Leaf[] = [];
  if (isObject(result)) level = [{ path: "", renamed: false, value: result }];
  else leaves = [{ key: "result", renamed: false, value: result }];
  while (level.length > 0 || leaves.length > 0) {
    const deeper: Branch[] = [];
    for (const branch of level) {
      if (branch.path.length >= LONGEST_PATH) return undefined;
      spread(branch, leaves, deeper);
    }
    // The sort is stable: what needed no renaming comes first, otherwise the order stays.
    leaves.sort((a, b) => Number(a.renamed) - Number(b.renamed));
    for (const { key, value } of leaves) {
      if (flat.has(key)) continue;
      const text = textOf(value);
      if (text === undefined) return undefined;
      room -= key.length + text.length;
      if (room <= 0) return undefined;
      flat.set(key, text);
    }
    level = deeper;
    leaves = [];
  }
  return Object.fromEntries(flat);
}

function spread({ path, renamed, value }: Branch, leaves: Leaf[], deeper: Branch[]): void {
  for (const [name, inner] of Object.entries(value)) {
    const segment = name.replace(/[^A-Za-z0-9_-]/gu, "_") || "_";
    const changed = renamed || segment !== name;
    const key = path + segment;
    if (isObject(inner) && Object.keys(inner).length > 0) {
      deeper.push({ path: `${key}_`, renamed: changed, value: inner });
    } else if (CONTROL_KEYS.has(key)) {
      leaves.push({ key: `result_${key}`, renamed: true, value: inner });
    } else {
      leaves.push({ key, renamed: changed, value: inner });
    }
  }
}

function textOf(value: unknown): string | undefined {
  if (typeof value === "string") return value;
  try {
    return JSON.stringify(value);
  } catch (error) {
    // The stack ended in an array nested thousands deep: no flow could read its text.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function isObject(value: unknown): value is object {
  return (
    typeof value === "object" && value !== null && !Array.isArray(value) && !isWrittenNumber(value)
  );
}
