export interface DigitRules {
  readonly maximumLength: number;
  /** One to five keys. */
  readonly terminator: string;
  /** Whether `*` deletes what was entered before it. */
  readonly cancelKey: boolean;
}

/**
 * What a customer enters into a Store customer input block, key by key. The terminator, or the last
 * key there is room for, completes it. (That the maximum completes it without a terminator is
 * common knowledge, not documented.) Source: administrator guide, store-customer-input.
 */
export class DigitEntry {
  #entered = "";
  readonly #rules: DigitRules;

  constructor(rules: DigitRules) {
    this.#rules = rules;
  }

  /** Without the terminator. */
  get value(): string {
    return this.#entered.slice(0, this.#rules.maximumLength);
  }

  /** @returns whether the entry is complete */
  press(key: string): boolean {
    const { terminator, cancelKey, maximumLength } = this.#rules;
    this.#entered += key;
    if (this.#entered.endsWith(terminator)) {
      this.#entered = this.#entered.slice(0, -terminator.length);
      return true;
    }
    if (this.#terminatorBegun() > 0) return false;
    if (cancelKey && key === "*") {
      this.#entered = "";
      return false;
    }
    return this.#entered.length >= maximumLength;
  }

  /** How many of the last keys may be the beginning of a terminator of several keys. */
  #terminatorBegun(): number {
    const { terminator } = this.#rules;
    for (let length = terminator.length - 1; length > 0; length -= 1) {
      if (this.#entered.endsWith(terminator.slice(0, length))) return length;
    }
    return 0;
  }
}
