import { Place } from "./template-error.ts";

/** The template's `Conditions`: `Fn::Equals`, `Fn::Not`, `Fn::And`, `Fn::Or` and each other. */
export class Conditions {
  readonly #declared: Readonly<Record<string, unknown>>;
  readonly #resolve: (value: unknown, place: Place) => unknown;
  readonly #evaluating = new Set<string>();

  constructor(
    declared: Readonly<Record<string, unknown>>,
    resolve: (value: unknown, place: Place) => unknown,
  ) {
    this.#declared = declared;
    this.#resolve = resolve;
  }

  /** @throws TemplateError for an unknown name, a circle, or an unsupported function */
  holds(name: string, place: Place): boolean {
    if (!Object.hasOwn(this.#declared, name)) {
      throw place.error(`names the condition ${name}, which the template does not have.`);
    }
    if (this.#evaluating.has(name)) throw place.error(`the condition ${name} depends on itself.`);
    this.#evaluating.add(name);
    try {
      return this.#evaluate(this.#declared[name], new Place("Conditions", name));
    } finally {
      this.#evaluating.delete(name);
    }
  }

  #evaluate(condition: unknown, place: Place): boolean {
    const [[name, argument] = ["", undefined], ...more] = Object.entries(condition ?? {});
    const operands = Array.isArray(argument) ? argument : [];
    if (more.length > 0) throw place.error("a condition is one function.");
    if (name === "Condition") return this.holds(String(argument), place);
    if (name === "Fn::Equals" && operands.length === 2) {
      const [left, right] = operands.map((operand) => this.#resolve(operand, place));
      return String(left) === String(right);
    }
    const each = (): boolean[] => operands.map((operand) => this.#evaluate(operand, place));
    if (name === "Fn::Not" && operands.length === 1) return !each()[0];
    if (name === "Fn::And") return each().every(Boolean);
    if (name === "Fn::Or") return each().some(Boolean);
    throw place.error(
      `expected Fn::Equals, Fn::Not, Fn::And, Fn::Or or Condition, got ${name || "nothing"}.`,
    );
  }
}
