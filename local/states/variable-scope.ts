import { InvalidDefinitionError, type Place } from "./refused.ts";

/**
 * The variables that the states of one flow set. A flow inside reads those of the flows around it but
 * may set none of them: on AWS an inner scope cannot reach out, and cannot reuse a name.
 * https://docs.aws.amazon.com/step-functions/latest/dg/workflow-variables.html
 */
export class VariableScope {
  readonly #outer: VariableScope | undefined;
  readonly #inner: VariableScope[] = [];
  readonly #places = new Map<string, Place>();

  constructor(outer?: VariableScope) {
    this.#outer = outer;
    if (outer) outer.#inner.push(this);
  }

  assign(variable: string, place: Place): void {
    this.#places.set(variable, place);
  }

  /** @throws InvalidDefinitionError for a variable that a flow around sets too */
  check(): void {
    for (const [variable, place] of this.#places) {
      if (!this.#isSetAround(variable)) continue;
      throw new InvalidDefinitionError(
        place,
        "a flow around this one sets a variable of the same name; inside it can only be read",
      );
    }
    for (const inner of this.#inner) inner.check();
  }

  #isSetAround(variable: string): boolean {
    const outer = this.#outer;
    return outer !== undefined && (outer.#places.has(variable) || outer.#isSetAround(variable));
  }
}
