import { isObject, type Json, type JsonObject, kindOf, member, pointer } from "../language/json.ts";
import type { Findings } from "./finding.ts";

/** Reads a test file from one place on; whatever is not there or of another kind is a finding. */
export class Cursor {
  readonly value: Json | undefined;
  readonly pointer: string;
  readonly findings: Findings;

  constructor(value: Json | undefined, at: string, findings: Findings) {
    this.value = value;
    this.pointer = at;
    this.findings = findings;
  }

  /** The member of this name; its value is undefined where there is none. */
  get(name: string): Cursor {
    const value = isObject(this.value) ? member(this.value, name) : undefined;
    return new Cursor(value, this.pointer + pointer(name), this.findings);
  }

  /** Whether it is there. An empty text is not: the console writes one for a field left blank. */
  get given(): boolean {
    return this.value !== undefined && this.value !== null && this.value !== "";
  }

  text(): string | undefined {
    if (typeof this.value === "string" && this.value !== "") return this.value;
    return this.expected("a text");
  }

  /** A text, or a number as one. */
  scalar(): string | undefined {
    if (typeof this.value === "number" || typeof this.value === "boolean") {
      return String(this.value);
    }
    return this.text();
  }

  oneOf<T extends string>(words: readonly T[]): T | undefined {
    const found = words.find((word) => word === this.value);
    return found ?? this.expected(`one of ${words.join(", ")}`);
  }

  object(): JsonObject | undefined {
    return isObject(this.value) ? this.value : this.expected("an object");
  }

  /** The items of a list, each at its place. */
  items(): readonly Cursor[] {
    if (!Array.isArray(this.value)) {
      this.expected("a list");
      return [];
    }
    return this.value.map(
      (item: Json, index) => new Cursor(item, this.pointer + pointer(index), this.findings),
    );
  }

  /** Members that no document has are not upload-safe. */
  knows(...names: readonly string[]): void {
    if (!isObject(this.value)) return;
    for (const name of Object.keys(this.value).filter((one) => !names.includes(one))) {
      this.get(name).upload("is not documented here", `leave it out; known: ${names.join(", ")}`);
    }
  }

  /** Here must stand this one word, of which Connect knows no other. */
  upholds(word: string): void {
    if (this.value === word) return;
    const is = this.value === undefined ? "is missing" : `only ${word} is documented`;
    this.upload(is, `write "${word}"`);
  }

  error(message: string, fix: string): undefined {
    this.findings.add("error", this.pointer, message, fix);
    return undefined;
  }

  expected(what: string): undefined {
    return this.error(`must be ${what}, and is ${kindOf(this.value)}`, `write ${what}`);
  }

  upload(message: string, fix: string): void {
    this.findings.add("upload", this.pointer, message, fix);
  }

  warning(message: string, fix: string): void {
    this.findings.add("warning", this.pointer, message, fix);
  }
}
