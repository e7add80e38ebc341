import type { Json } from "./json.ts";

/** A number as flows write it: `"5"`, and in some places `5`. */
export function numberIn(value: Json | undefined): number | undefined {
  if (typeof value === "number") return value;
  if (typeof value !== "string" || !/^-?\d{1,15}(\.\d{1,9})?$/.test(value)) return undefined;
  return Number(value);
}

/** A boolean as flows write it: `"True"`, `"true"`, `"TRUE"` or `true`. */
export function flagIn(value: Json | undefined): boolean | undefined {
  const word = String(value).toLowerCase();
  if (word !== "true" && word !== "false") return undefined;
  return typeof value === "string" || typeof value === "boolean" ? word === "true" : undefined;
}

/**
 * Whether the text waits for a deployment tool to fill it in: `${Name}`, `{{name}}`, `<<name>>`,
 * `<name>`, `%Name%`. Nothing can be said of such a value before.
 */
export function hasPlaceholder(value: string): boolean {
  return /\$\{[^}]*\}|\{\{[^}]*\}\}|<<[^>]*>>|%[A-Za-z]\w*%|^<[^<>/]+>$/.test(value);
}
