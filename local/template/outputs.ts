import type { LeftOut } from "./description.ts";
import type { Resolver } from "./resolver.ts";
import type { TemplateOutput } from "./template.ts";
import { Place, TemplateError } from "./template-error.ts";

/**
 * The stack's outputs. One that is about something the local stack does not have (a dashboard, a
 * flow) is left out and said so: nothing that runs depends on an output.
 */
export function readOutputs(
  outputs: Readonly<Record<string, TemplateOutput>>,
  resolver: Resolver,
): { readonly values: Record<string, string>; readonly leftOut: LeftOut[] } {
  const values: Record<string, string> = {};
  const leftOut: LeftOut[] = [];
  for (const [name, { Value, Condition }] of Object.entries(outputs)) {
    const place = new Place("Outputs", name);
    if (Condition !== undefined && !resolver.holds(Condition, place)) continue;
    try {
      values[name] = String(resolver.resolve(Value, place));
    } catch (error) {
      if (!(error instanceof TemplateError)) throw error;
      leftOut.push({ what: `Outputs.${name}`, why: error.message });
    }
  }
  return { values, leftOut };
}
