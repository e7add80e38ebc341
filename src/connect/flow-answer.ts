/**
 * What our functions answer to a flow: texts only, one level deep, so that it is valid under both
 * response validations, `STRING_MAP` and `JSON`.
 */
export type FlowAnswer = Readonly<Record<string, string>>;

/** Connect takes the Error branch on an answer of 32 KB of UTF-8 or more. */
export const ANSWER_LIMIT_BYTES: number = 32 * 1024;

/** One of Connect's rules for answers, and where an answer breaks it. */
export interface AnswerProblem {
  readonly rule: "object" | "text" | "key" | "size";
  readonly key?: string;
  readonly problem: string;
}

/**
 * Holds an answer against Connect's rules. The stricter validation, `STRING_MAP`, is assumed; the
 * documented limit on the characters of values is contradicted by the guide's own example, so only
 * keys are held to it (a flow could not refer to others as `$.External.key`).
 */
export function checkAnswer(answer: unknown): readonly AnswerProblem[] {
  if (typeof answer !== "object" || answer === null || Array.isArray(answer)) {
    return [{ rule: "object", problem: `an answer is a flat object, this is ${kindOf(answer)}` }];
  }
  const problems: AnswerProblem[] = [];
  for (const [key, value] of Object.entries(answer)) {
    if (typeof value !== "string") {
      problems.push({
        rule: "text",
        key,
        problem: `every value is a text under STRING_MAP, this is ${kindOf(value)}`,
      });
    }
    if (!/^[A-Za-z0-9_-]+$/.test(key)) {
      problems.push({ rule: "key", key, problem: "keys are letters, digits, dash and underscore" });
    }
  }
  const bytes = answerBytes(answer);
  if (bytes >= ANSWER_LIMIT_BYTES) {
    problems.push({
      rule: "size",
      problem: `an answer is under ${ANSWER_LIMIT_BYTES} bytes of UTF-8, this is ${bytes}`,
    });
  }
  return problems;
}

export function fitsAnswer(answer: FlowAnswer): boolean {
  return answerBytes(answer) < ANSWER_LIMIT_BYTES;
}

function answerBytes(answer: object): number {
  return Buffer.byteLength(JSON.stringify(answer), "utf8");
}

function kindOf(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "an array" : `a ${typeof value}`;
}
