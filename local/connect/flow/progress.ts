import { EndlessFlowError } from "./problem.ts";

/** A flow has at most 250 actions, so this is more than any that goes somewhere. */
const MOST_ACTIONS = 1_000;

/** Sees to it that a call gets on: that time passes, or keys come, every so many actions. */
export class Progress {
  #since: string[] = [];

  /** @throws EndlessFlowError */
  acted(identifier: string): void {
    this.#since.push(identifier);
    if (this.#since.length > MOST_ACTIONS) {
      const loop = shortestLoop(this.#since) ?? [...new Set(this.#since)];
      throw new EndlessFlowError(loop, MOST_ACTIONS);
    }
  }

  /** Something came from outside, or time passed. */
  made(): void {
    this.#since = [];
  }

  /** @param milliseconds that something took; none is no progress */
  took(milliseconds: number): void {
    if (milliseconds > 0) this.made();
  }
}

/** The shortest run of identifiers that the list ends with twice in a row. */
export function shortestLoop(identifiers: readonly string[]): readonly string[] | undefined {
  const last = identifiers.toReversed();
  for (let length = 1; length <= last.length / 2; length += 1) {
    if (last.slice(0, length).every((identifier, i) => identifier === last[i + length])) {
      return last.slice(0, length).toReversed();
    }
  }
  return undefined;
}
