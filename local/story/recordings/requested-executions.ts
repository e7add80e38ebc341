import type { DemoBank } from "../../demo-bank.ts";
import type { Witness } from "../witness.ts";

const MACHINE = ":linekeeper-reconciliation:";

/** Executions of reconciliation, by the contact they were asked for, first attempts only. */
export class RequestedExecutions {
  readonly #byContact = new Map<string, number>();
  readonly #bank: DemoBank;

  constructor(bank: DemoBank) {
    this.#bank = bank;
  }

  /** @returns ends it */
  watch(): () => void {
    return this.#bank.onStatusChange(({ status, executionArn }) => {
      if (status !== "RUNNING" || !executionArn.includes(MACHINE)) return;
      const contactId = /:([\w-]{36})-0-\w+$/.exec(executionArn)?.[1];
      if (contactId) this.#byContact.set(contactId, this.of(contactId) + 1);
    });
  }

  of(contactId: string): number {
    return this.#byContact.get(contactId) ?? 0;
  }

  /** However often the request came, one execution followed from a failure. */
  hold(witness: Witness, contactIds: Iterable<string>): void {
    for (const contactId of contactIds) {
      const started = this.of(contactId);
      witness.check(
        "oneExecutionPerContactAndFailure",
        started <= 1,
        () => `${started} executions were started for contact ${contactId}`,
      );
    }
  }
}
