import { includes, SIMILAR_ENOUGH, similarity } from "../../connect/testing-language/matching.ts";
import type { MessageReceived, TestEvent } from "../../connect/testing-language/test-case.ts";
import type { Heard, Occurred } from "./occurred.ts";

/** Whether an event is the one that is waited for; `score` where that is a matter of degree. */
export interface Fit {
  readonly fits: boolean;
  /** From 0 to 1. */
  readonly score?: number;
}

const NO: Fit = { fits: false };
const YES: Fit = { fits: true };

/** @param fill fills in references within an expected text */
export function fitOf(event: TestEvent, occurred: Occurred, fill: (text: string) => string): Fit {
  if (event.type === "MessageReceived") {
    return occurred.type === "MessageReceived" ? says(event, occurred.heard, fill) : NO;
  }
  if (event.type !== occurred.type) return NO;
  if (!("actionType" in event) || !("actionType" in occurred)) return YES;
  if (event.actionType !== occurred.actionType) return NO;
  if (event.resource === undefined) return YES;
  const wanted = fill(event.resource);
  // An agent's queue ends in the agent's id, as the agent's own ARN does.
  const id = event.isAgent ? (wanted.split("/").at(-1) ?? wanted) : wanted;
  return sameResource(id, occurred.resource) ? YES : NO;
}

/** Flows and tests name resources by ARN or by id, the last part of it. */
export function sameResource(one: string, other: string | undefined): boolean {
  if (other === undefined) return false;
  return one === other || one.endsWith(`/${other}`) || other.endsWith(`/${one}`);
}

function says(
  { kind, expected, matching }: MessageReceived,
  { source, words, withoutLast }: Heard,
  fill: (text: string) => string,
): Fit {
  const wanted = fill(expected);
  if (kind === "PromptId" || kind === "Media") {
    return source.kind === kind && sameResource(wanted, source.source) ? YES : NO;
  }
  if (matching === "Inclusion") {
    // What was there before the last prompt was there to be observed then.
    const newly = words.some(
      (text, index) => includes(wanted, text) && !includes(wanted, withoutLast[index] ?? ""),
    );
    return newly ? YES : NO;
  }
  const scores = words.map((text, index) => {
    const score = similarity(wanted, text);
    return score > similarity(wanted, withoutLast[index] ?? "") ? score : 0;
  });
  const score = Math.max(0, ...scores);
  return { fits: score >= SIMILAR_ENOUGH, score };
}
