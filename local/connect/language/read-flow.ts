import type { Flow } from "./flow.ts";
import { pointer } from "./json.ts";
import { readDocument } from "./read-document.ts";
import { salvage } from "./salvage.ts";
import { UnreadableFlowError } from "./unreadable.ts";

/**
 * Reads a flow from the text of its file. It has the form of a flow then; whether it makes sense is
 * the linter's question.
 * @throws UnreadableFlowError at the first thing that has not
 */
export function readFlow(text: string): Flow {
  const { flow, problems } = salvage(readDocument(text));
  const [first, ...others] = problems;
  if (first) {
    const more = others.length === 0 ? "" : ` (and ${others.length} more)`;
    throw new UnreadableFlowError(
      "malformed",
      pointer(...first.path),
      `${first.message}${more}`,
      first.advice,
    );
  }
  return flow;
}
