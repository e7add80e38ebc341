import { isObject, type Json, type JsonObject, member } from "../language/json.ts";
import { flagIn, numberIn } from "../language/value.ts";
import { filledIn, type Roots } from "./references.ts";

/** An action's parameters as they are when it runs: references filled in where they are read. */
export class Parameters {
  readonly #given: JsonObject;
  readonly #roots: () => Roots;

  constructor(given: JsonObject, roots: () => Roots) {
    this.#given = given;
    this.#roots = roots;
  }

  has(name: string): boolean {
    return member(this.#given, name) !== undefined;
  }

  /** A text, or a number or flag that is none; undefined where it is absent. */
  text(name: string): string | undefined {
    const value = member(this.#given, name);
    if (typeof value === "number" || typeof value === "boolean") return String(value);
    return typeof value === "string" ? this.fill(value) : undefined;
  }

  /** As `text`, but an empty one counts as absent. */
  filled(name: string): string | undefined {
    return this.text(name) || undefined;
  }

  number(name: string): number | undefined {
    return numberIn(this.text(name));
  }

  flag(name: string): boolean | undefined {
    return flagIn(this.text(name));
  }

  list(name: string): readonly Json[] {
    const value = member(this.#given, name);
    return Array.isArray(value) ? value : [];
  }

  /** The parameters within one of them; of one that is absent they are all absent. */
  inside(name: string): Parameters {
    const value = member(this.#given, name);
    return this.of(isObject(value) ? value : {});
  }

  of(given: Json | undefined): Parameters {
    return new Parameters(isObject(given) ? given : {}, this.#roots);
  }

  /** Names and texts of an object whose names the flow's author chose; both may hold references. */
  entries(name: string): readonly (readonly [name: string, value: string])[] {
    const value = member(this.#given, name);
    if (!isObject(value)) return [];
    const inside = this.of(value);
    return Object.keys(value).map((key) => [this.fill(key), inside.text(key) ?? ""]);
  }

  fill(text: string): string {
    return filledIn(text, this.#roots());
  }

  /** All of them, every reference filled in. */
  resolved(): JsonObject {
    return resolvedIn(this.#given, this.#roots()) as JsonObject;
  }
}

function resolvedIn(value: Json, roots: Roots): Json {
  if (typeof value === "string") return filledIn(value, roots);
  if (Array.isArray(value)) return value.map((item) => resolvedIn(item, roots));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [filledIn(name, roots), resolvedIn(inner, roots)]),
  );
}
