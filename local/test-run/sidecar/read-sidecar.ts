import * as v from "valibot";
import type { FlowDirectory } from "../../bank-line/flow-directory.ts";
import { nearest } from "../../connect/language/nearest.ts";
import { type DeclaredError, SIDECAR, type Sidecar } from "./sidecar.ts";

/** A sidecar that says nothing that could be run. */
export class SidecarError extends Error {
  override readonly name = "SidecarError";
}

/** What a test without a sidecar has. */
export const NOTHING_MORE: Sidecar = v.parse(SIDECAR, {});

/**
 * @param text JSON, placeholders filled in
 * @throws SidecarError naming the field
 */
export function readSidecar(text: string, flows: FlowDirectory): Sidecar {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new SidecarError(`is not JSON: ${(error as Error).message}`);
  }
  const parsed = v.safeParse(SIDECAR, value);
  if (!parsed.success) throw new SidecarError(told(parsed.issues[0]));
  parsed.output.errors.forEach((error, index) => {
    checkError(error, `errors.${index}`, flows);
  });
  return parsed.output;
}

function told(issue: v.BaseIssue<unknown>): string {
  const path = v.getDotPath(issue) ?? "the whole";
  if (issue.expected === "never") return `${path}: there is no such field`;
  if (issue.received === "undefined") return `${path}: is missing`;
  // The schema's own words, where it has any.
  const expected = issue.message.startsWith("Invalid") ? issue.expected : issue.message;
  return `${path}: expected ${expected}, got ${issue.received}`;
}

/** An error that no block can end with would never be used, and the test would say nothing. */
function checkError(
  { flow, action, error }: DeclaredError,
  at: string,
  { flows }: FlowDirectory,
): void {
  const found = flows.get(flow);
  if (found === undefined) throw unknown(`${at}.flow`, "flow", flow, [...flows.keys()]);
  const actions = found.flow.Actions;
  const block = actions.find(({ Identifier }) => Identifier === action);
  if (block === undefined) {
    const known = actions.map(({ Identifier }) => Identifier);
    throw unknown(`${at}.action`, `action of ${flow}`, action, known);
  }
  const errors = block.Transitions.Errors.map(({ ErrorType }) => ErrorType);
  if (!errors.includes(error)) {
    throw new SidecarError(
      `${at}.error: "${action}" has no branch ${error}; it has ${errors.join(", ") || "none for errors"}`,
    );
  }
}

function unknown(at: string, what: string, word: string, known: readonly string[]): SidecarError {
  const near = nearest(word, known);
  const advice = near === undefined ? "" : `; "${near}"?`;
  return new SidecarError(`${at}: there is no ${what} "${word}"${advice}`);
}
