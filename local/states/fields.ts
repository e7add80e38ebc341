import { type Outcome, UnusableExpressionError } from "./expression.ts";
import { isObject, type Json, type JsonObject } from "./json.ts";
import { InvalidDefinitionError } from "./refused.ts";
import type { Flow } from "./state.ts";
import {
  compileTemplate,
  expressionIn,
  type Kind,
  type Template,
  type Typed,
  typed,
} from "./template.ts";

/** Fields that exist in ASL, but only for states whose query language is JSONPath. */
const JSONPATH_FIELDS: ReadonlySet<string> = new Set([
  ...["InputPath", "OutputPath", "ResultPath", "Parameters", "ResultSelector", "Result"],
  ...["ItemsPath", "SecondsPath", "TimestampPath", "TimeoutSecondsPath", "HeartbeatSecondsPath"],
  ...["MaxConcurrencyPath", "ToleratedFailureCountPath", "ToleratedFailurePercentagePath"],
  ...["ErrorPath", "CausePath", "Variable"],
]);

/** What the reader of one state shares with the reader of the whole definition. */
export interface Reading {
  /** Absent for the machine's own fields. */
  readonly state: string | undefined;
  /** Reads a flow of states that stands inside the state. */
  readFlow(definition: JsonObject, field: string): Flow;
  /** Notes that the state leads to another one, which must exist. */
  target(name: string, field: string): void;
  /** Notes that the state sets a variable. */
  assigns(variable: string, field: string): void;
}

/**
 * The fields of one JSON object of a definition. Whoever reads an object asks for each field it
 * knows, and then says `end()`: what nobody asked for is refused, so that no field is ever ignored.
 */
export class Fields {
  readonly #reading: Reading;
  readonly #object: JsonObject;
  readonly #prefix: string;
  readonly #asked = new Set<string>(["Comment"]);

  /** @param prefix where the object stands in its state: `Retry[0].` */
  constructor(object: Json | undefined, reading: Reading, prefix = "") {
    this.#reading = reading;
    this.#prefix = prefix;
    this.#object = isObject(object) ? object : {};
    if (isObject(object)) return;
    this.#prefix = "";
    this.refuse(
      prefix === "" ? "States" : prefix.slice(0, -1),
      `expected an object, but was ${JSON.stringify(object)}`,
    );
  }

  get state(): string | undefined {
    return this.#reading.state;
  }

  refuse(field: string, reason: string): never {
    const place = { state: this.state, field: `${this.#prefix}${field}` };
    throw new InvalidDefinitionError(place, reason);
  }

  has(field: string): boolean {
    return Object.hasOwn(this.#object, field);
  }

  json(field: string): Json | undefined {
    this.#asked.add(field);
    return this.has(field) ? this.#object[field] : undefined;
  }

  text(field: string): string | undefined {
    const value = this.json(field);
    if (value === undefined || (typeof value === "string" && value !== "")) return value;
    return this.refuse(field, `expected a text, but was ${JSON.stringify(value)}`);
  }

  requiredText(field: string): string {
    return this.text(field) ?? this.refuse(field, "is required");
  }

  /** A number as it stands there, no expression. */
  number(field: string, from: number, to: number): number | undefined {
    const value = this.json(field);
    if (value === undefined) return undefined;
    if (typeof value === "number" && value >= from && value <= to) return value;
    return this.refuse(
      field,
      `expected a number from ${from} to ${to}, but was ${JSON.stringify(value)}`,
    );
  }

  /** The same without a fraction. */
  whole(field: string, from: number, to: number): number | undefined {
    const value = this.number(field, from, to);
    if (value === undefined || Number.isInteger(value)) return value;
    return this.refuse(field, `expected a whole number, but was ${value}`);
  }

  /** The objects in an array; `Retry[0].ErrorEquals` is how their fields are named. */
  list(field: string): Fields[] {
    const value = this.json(field);
    if (value === undefined) return [];
    if (!Array.isArray(value)) {
      this.refuse(field, `expected an array, but was ${JSON.stringify(value)}`);
    }
    return value.map((item: Json, index) => this.#inner(item, `${field}[${index}].`));
  }

  object(field: string): Fields | undefined {
    const value = this.json(field);
    return value === undefined ? undefined : this.#inner(value, `${field}.`);
  }

  /** @param index of the flow, where the field is an array of flows */
  flow(field: string, index?: number): Flow {
    const given = this.json(field);
    const value = index === undefined || !Array.isArray(given) ? given : given[index];
    const place = index === undefined ? field : `${field}[${index}]`;
    if (!isObject(value)) return this.refuse(place, "expected an object with StartAt and States");
    return this.#reading.readFlow(value, place);
  }

  /** The name of a state that this one leads to. */
  target(field: string): string {
    const name = this.requiredText(field);
    this.#reading.target(name, `${this.#prefix}${field}`);
    return name;
  }

  /** `Next`, or undefined for `"End": true`; exactly one of them stands in most states. */
  next(): string | undefined {
    const end = this.json("End");
    if (end === undefined) return this.target("Next");
    if (end !== true) this.refuse("End", `expected true, but was ${JSON.stringify(end)}`);
    if (this.has("Next")) this.refuse("End", "stands beside Next; a state has one of them");
    return undefined;
  }

  /**
   * Variables to set, by name.
   * @param sees which outcomes of the state the expressions may look at
   */
  assign(...sees: readonly Outcome[]): Template | undefined {
    const value = this.json("Assign");
    if (value === undefined) return undefined;
    if (!isObject(value)) this.refuse("Assign", "expected an object of variables");
    for (const name of Object.keys(value as JsonObject)) this.#checkVariable(name);
    return this.template("Assign", ...sees);
  }

  template(field: string, ...sees: readonly Outcome[]): Template | undefined {
    const value = this.json(field);
    return value === undefined
      ? undefined
      : this.#compiled(field, () => {
          this.#checkSigns(value, field);
          return compileTemplate(value, field, sees);
        });
  }

  /** A literal of the type, or an expression that must come out as it. */
  typed<T extends Json>(field: string, kind: Kind<T>): Typed<T> | undefined {
    const value = this.json(field);
    if (value === undefined) return undefined;
    this.#checkSigns(value, field);
    const isExpression = typeof value === "string" && expressionIn(value) !== undefined;
    if (!isExpression && !kind.accepts(value)) {
      this.refuse(
        field,
        `expected ${kind.name} or an expression, but was ${JSON.stringify(value)}`,
      );
    }
    return this.#compiled(field, () => typed(value, field, kind));
  }

  /** Refuses every field that nobody asked for. */
  end(): void {
    for (const field of Object.keys(this.#object)) {
      if (this.#asked.has(field)) continue;
      this.refuse(
        field,
        JSONPATH_FIELDS.has(field)
          ? "belongs to JSONPath; this engine runs JSONata only"
          : "is not a field this engine knows here",
      );
    }
  }

  #inner(value: Json, prefix: string): Fields {
    return new Fields(value, this.#reading, `${this.#prefix}${prefix}`);
  }

  #checkVariable(name: string): void {
    if (name === "states") this.refuse(`Assign.${name}`, "$states belongs to Step Functions");
    if (!/^[\p{ID_Start}_][\p{ID_Continue}]{0,79}$/u.test(name)) {
      this.refuse(
        `Assign.${name}`,
        "is not a name for a variable: letters, digits and _, at most 80",
      );
    }
    this.#reading.assigns(name, `${this.#prefix}Assign.${name}`);
  }

  #compiled<T>(field: string, compile: () => T): T {
    try {
      return compile();
    } catch (error) {
      if (!(error instanceof UnusableExpressionError)) throw error;
      return this.refuse(field, error.message);
    }
  }

  /** AWS refuses half an expression too: it would silently be a text. */
  #checkSigns(value: Json, field: string): void {
    if (typeof value === "string") {
      if (value.startsWith("{%") === value.endsWith("%}")) return;
      this.refuse(
        field,
        `an expression starts with {% and ends with %}, but this is ${JSON.stringify(value)}`,
      );
    }
    if (typeof value !== "object" || value === null) return;
    for (const [name, item] of Object.entries(value))
      this.#checkSigns(item as Json, `${field}/${name}`);
  }
}
