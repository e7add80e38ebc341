import type { Override } from "../../connect/testing-language/test-case.ts";
import { sameResource } from "./fits.ts";

/**
 * The overrides of a test. Each takes the place of one invocation of its resource, the next one, in
 * the order in which they were added; then the resource is itself again.
 */
export class Overrides {
  readonly #waiting: Override[] = [];

  add(override: Override): void {
    this.#waiting.push(override);
  }

  take(actionType: string, resource: string | undefined): Override | undefined {
    const index = this.#waiting.findIndex(
      (one) =>
        one.actionType === actionType &&
        (one.resource === undefined || sameResource(one.resource, resource)),
    );
    return index < 0 ? undefined : this.#waiting.splice(index, 1)[0];
  }

  /** Those that nothing used. */
  get left(): readonly Override[] {
    return this.#waiting;
  }
}
