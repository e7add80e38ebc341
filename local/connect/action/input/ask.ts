import type { Question } from "../../caller/caller.ts";
import { say } from "../../flow/say.ts";
import type { Step } from "../../flow/step.ts";
import { KeySource } from "../../line/key-source.ts";
import type { Line } from "../../line/line.ts";

/**
 * Says the question and listens meanwhile and afterwards. The prompt is skipped where keys wait in
 * the touchtone buffer, and ends at the first key.
 * @param collect takes keys; the first must come before `deadline` (epoch milliseconds)
 */
export async function ask<T>(
  step: Step,
  line: Line,
  question: Question,
  collect: (keys: KeySource, deadline: number) => Promise<T>,
): Promise<T> {
  const { call, clock } = step;
  const keys = new KeySource(line, clock, step.run.interruption);
  call.secretKeys = question.encrypted;
  try {
    if (question.prompt && !keys.ready) await say(step, question.prompt, keys);
    step.run.silentLambdaMs = 0;
    if (!keys.ready) call.tell((caller) => caller.asked?.(question, line));
    const began = clock.now();
    const collected = await collect(keys, began + 1000 * question.timeLimitSeconds);
    call.progress.took(clock.now() - began);
    return collected;
  } finally {
    keys.close();
    call.secretKeys = false;
  }
}
