import type { Observation, TestEvent } from "../../connect/testing-language/test-case.ts";
import type { CallScript } from "../call/call-script.ts";
import type { Failure } from "../failure.ts";
import type { Played } from "../play.ts";
import { elapsed } from "./transcript.ts";

/** Prompts that are quoted of what was said instead. */
const QUOTED = 5;

/** The observations that waited in vain: what each waited for, and what was heard instead. */
export function unmetFailures({ played, call }: Played): readonly Failure[] {
  const { script } = played;
  const began = call?.contacts[0]?.initiatedAt ?? 0;
  const instead =
    call?.trace.entries.flatMap((entry) =>
      entry.kind === "said" &&
      entry.to === "customer" &&
      entry.prompt.text !== "" &&
      entry.at + entry.prompt.durationMs > script.waitingSince
        ? [`${elapsed(entry.at - began)} "${entry.prompt.text}"`]
        : [],
    ) ?? [];
  return script.progress.unmet().map((observation) => ({
    about: "observation",
    message: `"${observation.id}": ${vainly(observation.event)}${nearness(script, observation)}`,
    details: heardInstead(instead),
  }));
}

function heardInstead(instead: readonly string[]): readonly string[] {
  if (instead.length === 0) return ["nothing was heard while it waited"];
  const left = instead.length - QUOTED;
  const last = left > 0 ? [`… ${left} more`] : [];
  return ["heard instead:", ...instead.slice(0, QUOTED).map((line) => `  ${line}`), ...last];
}

function vainly(event: TestEvent): string {
  switch (event.type) {
    case "MessageReceived":
      return event.matching === "Inclusion" || event.kind === "PromptId" || event.kind === "Media"
        ? `nobody said "${event.expected}"`
        : `nothing like "${event.expected}" was said`;
    case "FlowActionStarted":
      return `${actionOf(event)} did not start`;
    case "FlowActionCompleted":
      return `${actionOf(event)} did not complete; an Error branch does not count`;
    default:
      return `${event.type} did not come`;
  }
}

function actionOf({
  actionType,
  resource,
}: Extract<TestEvent, { type: "FlowActionStarted" | "FlowActionCompleted" }>): string {
  return resource === undefined
    ? actionType
    : `${actionType} of ${resource.split(/[/:]/).at(-1) ?? resource}`;
}

function nearness(script: CallScript, observation: Observation): string {
  const score = script.nearest(observation);
  return score === undefined ? "" : `; the nearest was ${score.toFixed(2)} alike`;
}
