import { ConfigurationError } from "../aws/errors.ts";
import { fitsAnswer } from "../connect/flow-answer.ts";
import { looksLikeCardNumber } from "./card-number.ts";
import type { TaskAttributes } from "./table.ts";

/** The contact attributes that drive a tracker: the names of the source's public sample. */
export const TRACKER_FLAG = "active_task_tracker";

const TRACKER_NAMES = [
  TRACKER_FLAG,
  "active_task",
  "tracking_task_title",
  "last_completed_step",
] as const;

/** What a call left of its task. */
export interface Task {
  readonly attributes: TaskAttributes;
  /** Names of attributes left out because a clear value looks like a card number. */
  readonly dropped: readonly string[];
}

/** Which attributes may be stored: a stored attribute is a liability, so it must be named. */
export type AllowList = (name: string) => boolean;

/**
 * @param variable name of the environment variable that holds the patterns
 * @param patterns names separated by commas; `*` stands for any rest, for example `payment_*`
 * @throws ConfigurationError for a pattern that could match no name
 */
export function parseAllowList(variable: string, patterns: string): AllowList {
  const expressions = patterns
    .split(",")
    .map((pattern) => pattern.trim())
    .filter((pattern) => pattern !== "")
    .map((pattern) => expressionOf(variable, pattern));
  return (name) => name !== "" && expressions.some((expression) => expression.test(name));
}

/** Names that a flow can be told of: letters, digits, `_` and `-`. */
function expressionOf(variable: string, pattern: string): RegExp {
  if (!/^[A-Za-z0-9_*-]+$/.test(pattern)) {
    const expected = "letters, digits, _ and -, and * for any rest";
    throw new ConfigurationError(variable, `must be names of ${expected}, got "${pattern}"`);
  }
  return new RegExp(`^${pattern.replaceAll("*", "[A-Za-z0-9_-]*")}$`);
}

/**
 * Takes the task's data from a contact's attributes: those that drive the tracker and those on the
 * allow-list. Encrypted entries are Connect's ciphertext and are kept as they are.
 */
export function taskOf(attributes: TaskAttributes, allowed: AllowList): Task {
  const kept: Record<string, string> = {};
  const dropped: string[] = [];
  for (const [name, text] of Object.entries(attributes)) {
    if (!(TRACKER_NAMES as readonly string[]).includes(name) && !allowed(name)) continue;
    if (looksLikeCardNumber(text)) dropped.push(name);
    else kept[name] = text;
  }
  return { attributes: kept, dropped };
}

/** Whether a flow can be told of this task in one answer. */
export function fitsFlow(attributes: TaskAttributes): boolean {
  return fitsAnswer(foundAnswer(attributes));
}

/** The answer that gives a task back; the answer's own key wins over an attribute of its name. */
export function foundAnswer(attributes: TaskAttributes): Readonly<Record<string, string>> {
  return { ...attributes, tracker_found: "true" };
}
