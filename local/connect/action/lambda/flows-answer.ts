import { ANSWER_LIMIT_BYTES, checkAnswer } from "../../../../src/connect/flow-answer.ts";
import { isObject } from "../../language/json.ts";

export type ResponseType = "STRING_MAP" | "JSON";

/** What `$.External` holds after a Lambda block, or why the answer was not taken. */
export interface FlowsAnswer {
  readonly problem?: string;
  readonly external: Readonly<Record<string, unknown>>;
}

/**
 * Holds a function's answer against the block's response validation.
 * @param payload JSON text
 */
export function flowsAnswer(payload: string, type: ResponseType): FlowsAnswer {
  if (Buffer.byteLength(payload, "utf8") >= ANSWER_LIMIT_BYTES) {
    return { problem: "the answer has 32 KB or more", external: {} };
  }
  const answer: unknown = JSON.parse(payload);
  if (type === "JSON") {
    // A list or a plain value is taken, but nothing can refer to what has no name.
    return { external: isObject(answer) || Array.isArray(answer) ? (answer as never) : {} };
  }
  const [problem] = checkAnswer(answer);
  if (problem === undefined) return { external: answer as Record<string, string> };
  const key = problem.key === undefined ? "" : `${problem.key}: `;
  return { problem: `the answer is no flat map of texts: ${key}${problem.problem}`, external: {} };
}
