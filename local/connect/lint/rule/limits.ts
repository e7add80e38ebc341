import type { FlowAction } from "../../language/flow.ts";
import { isObject, member } from "../../language/json.ts";
import type { Path, Problem } from "../../language/problem.ts";
import type { Rule } from "../rule.ts";

/** Actions in a flow; and what the console's own export and import take. */
const MOST_ACTIONS = 250;
const CONSOLE_ACTIONS = 100;
const CONSOLE_BYTES = 1_000_000;

const LONGEST_IDENTIFIER = 50;
const FORBIDDEN_IN_IDENTIFIER = /[%:(\\/)=$,;[\]{}]/;
const FORBIDDEN_IDENTIFIERS: ReadonlySet<string> = new Set([
  ...["__proto__", "constructor", "__defineGetter__", "__defineSetter__", "toString"],
  ...["hasOwnProperty", "isPrototypeOf", "propertyIsEnumerable", "toLocaleString", "valueOf"],
]);

/** The attributes of a contact record have room for 32 KB (administrator guide, feature limits). */
const ATTRIBUTES_BYTES = 32 * 1024;

/** Limits of the Flow language on sizes and identifiers. */
export const limits: Rule = {
  id: "limits",
  *check({ Actions, bytes }) {
    yield* sizes(Actions.length, bytes);
    for (const [index, action] of Actions.entries()) {
      const { Identifier } = action;
      const message = identifierProblem(Identifier);
      const path = ["Actions", index, "Identifier"];
      const advice = "Rename it, here and where branches and Metadata name it.";
      if (message) yield { severity: "error", path, message, advice };
      yield* attributesOf(action, index);
    }
  },
};

/** As long as they are without what references stand for. */
function* attributesOf({ Type, Parameters }: FlowAction, index: number): Generator<Problem> {
  const attributes = member(Parameters, "Attributes");
  if (Type !== "UpdateContactAttributes" || !isObject(attributes)) return;
  const bytes = Buffer.byteLength(JSON.stringify(attributes));
  if (bytes <= ATTRIBUTES_BYTES) return;
  yield {
    severity: "error",
    path: ["Actions", index, "Parameters", "Attributes"],
    message: `a contact has room for 32 KB of attributes, these have ${bytes} bytes`,
    advice: "Keep what is long elsewhere, and its key in an attribute.",
  };
}

function* sizes(actions: number, bytes: number): Generator<Problem> {
  const path: Path = ["Actions"];
  const advice = "Move a part into a flow module or a flow of its own.";
  if (actions > MOST_ACTIONS) {
    const message = `a flow has at most ${MOST_ACTIONS} actions, this one has ${actions}`;
    yield { severity: "error", path, message, advice };
  } else if (actions >= CONSOLE_ACTIONS) {
    const message = `the console exports and imports flows of fewer than ${CONSOLE_ACTIONS} blocks, this one has ${actions}`;
    yield { severity: "warning", path, message, advice };
  }
  if (bytes >= CONSOLE_BYTES) {
    const message = "the console imports flows under 1 MB, this one is larger";
    yield { severity: "warning", path: [], message, advice };
  }
}

function identifierProblem(identifier: FlowAction["Identifier"]): string | undefined {
  if (identifier.length > LONGEST_IDENTIFIER) {
    return `an identifier has at most ${LONGEST_IDENTIFIER} characters, this one has ${identifier.length}`;
  }
  if (FORBIDDEN_IDENTIFIERS.has(identifier)) return "Connect keeps this identifier for itself";
  const forbidden = FORBIDDEN_IN_IDENTIFIER.exec(identifier)?.[0];
  return forbidden && `an identifier may not contain ${forbidden}`;
}
