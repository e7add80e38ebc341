import { type Declaration, type Provided, readEnvironment } from "../src/aws/environment.ts";

/**
 * The environment of a function: every variable its system declares, except those that Lambda sets
 * itself. What the construct does not provide has its declared default, so that a deployed function
 * shows all it runs with.
 *
 * @throws ConfigurationError for a value the function would refuse at its start
 */
export function environmentFor<const D extends Declaration>(
  declaration: D,
  provided: Provided<D>,
): Record<string, string> {
  const values: Readonly<Record<string, string | undefined>> = provided;
  const environment: Record<string, string> = {};
  for (const [name, variable] of Object.entries(declaration)) {
    const value = values[name] ?? variable.default;
    if (variable.setByLambda || value === undefined) continue;
    environment[name] = value;
  }
  readEnvironment(declaration, environment);
  return environment;
}
