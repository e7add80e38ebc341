import { InvalidDefinitionError } from "./refused.ts";

/**
 * Has asl-validator look at a definition that this engine can read. It is loaded only now: loading
 * it and its first call cost 0.4 s.
 * @throws InvalidDefinitionError with its first finding
 */
export async function validate(definition: string): Promise<void> {
  const { default: validator } = await import("asl-validator");
  // It refuses empty texts in Assign and Output, which AWS takes, and it changes what it is given:
  // hence a copy, with a text in their place.
  const copy = JSON.parse(definition, (_, value) => (value === "" ? "-" : value));
  const first = validator(copy).errors[0];
  if (!first) return;
  const [, , state, ...path] = (first.schemaError?.instancePath ?? "").split("/");
  throw new InvalidDefinitionError(
    { state, field: path.join("/") || "States" },
    `asl-validator says: ${first.Message}`,
  );
}
