import { readDocument } from "../language/read-document.ts";
import { UnreadableFlowError } from "../language/unreadable.ts";
import { type Finding, findingOf } from "./finding.ts";
import { flowUnderLint } from "./flow-under-lint.ts";
import { RULES } from "./rules.ts";

/** The findings of one flow, in the order of its file; or why its text is no flow at all. */
export type Linted =
  | { readonly findings: readonly Finding[] }
  | { readonly unreadable: UnreadableFlowError };

/** Reads a flow's text and asks every rule. Never throws, whatever the text is. */
export function lintFlow(text: string): Linted {
  try {
    const flow = flowUnderLint(readDocument(text), Buffer.byteLength(text));
    const findings = RULES.flatMap((rule) =>
      [...rule.check(flow)].map((problem) => ({
        at: problem.path[0] === "Actions" ? Number(problem.path[1] ?? -1) : -2,
        finding: findingOf(rule.id, problem, flow),
      })),
    );
    return { findings: findings.sort((a, b) => a.at - b.at).map(({ finding }) => finding) };
  } catch (error) {
    if (error instanceof UnreadableFlowError) return { unreadable: error };
    throw error;
  }
}
