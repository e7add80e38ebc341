import type { SFNClient } from "@aws-sdk/client-sfn";
import type { Identifiers, Outcomes } from "../aws/outcomes.ts";
import type { FlowAnswer } from "../connect/flow-answer.ts";
import { EXECUTIONS, MACHINE } from "./a-flow-event.ts";
import { answerAsync } from "./answer.ts";

export interface Noted {
  readonly outcome: string;
  readonly identifiers: Identifiers;
  readonly error?: unknown;
}

/** This room around a client: what it answers, what it noted, how long it slept. */
export class TestRoom {
  readonly noted: Noted[] = [];
  readonly slept: number[] = [];
  published = 0;
  readonly #client: SFNClient;

  constructor(client: SFNClient) {
    this.#client = client;
  }

  ask(event: unknown): Promise<FlowAnswer> {
    const outcomes: Outcomes = {
      record: (outcome, identifiers = {}) => this.noted.push({ outcome, identifiers }),
      failed: (outcome, error, identifiers = {}) =>
        this.noted.push({ outcome, identifiers, error }),
      publish: () => {
        this.published += 1;
      },
    };
    const clock = {
      now: () => 0,
      sleep: async (milliseconds: number) => {
        this.slept.push(milliseconds);
      },
    };
    return answerAsync(
      {
        client: this.#client,
        stateMachineArn: MACHINE,
        executionPrefix: EXECUTIONS,
        clock,
        outcomes,
      },
      event,
    );
  }

  get outcomes(): string[] {
    return this.noted.map(({ outcome }) => outcome);
  }
}
