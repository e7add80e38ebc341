import type { Contact } from "../../connect/contact.ts";
import type { World } from "./world.ts";

/**
 * Runs a Lambda block for the story. The Error branch is answered with undefined; an answer Connect
 * would refuse breaks an invariant.
 */
export async function block(
  world: World,
  contact: Contact,
  functionName: string,
  parameters: Readonly<Record<string, string>>,
): Promise<Readonly<Record<string, string>> | undefined> {
  const result = await world.connect.invoke(contact, functionName, parameters);
  if (result.branch === "Success") return result.external;
  world.witness.check(
    "answersAreValid",
    result.reason !== "invalid-answer",
    () => `${functionName}: ${result.problems.map(({ problem }) => problem).join("; ")}`,
  );
  return undefined;
}
