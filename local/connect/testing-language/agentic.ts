import type { JsonObject } from "../language/json.ts";
import { member } from "../language/json.ts";

/** What names an agent of Agentic CX, in flows and in tests. */
export const AGENT_PARTS = ["WorkspaceId", "ApplicationId", "Alias"] as const;

/** The parts of an AgentConfiguration, as one text; a part that is no text is empty. */
export function agentName(configuration: JsonObject): string {
  return AGENT_PARTS.map((part) => {
    const value = member(configuration, part);
    return typeof value === "string" ? value : "";
  }).join("/");
}

/** The AgentConfiguration that has this name. */
export function agentConfiguration(name: string): Readonly<Record<string, string>> {
  const values = name.split("/");
  return Object.fromEntries(AGENT_PARTS.map((part, index) => [part, values[index] ?? ""]));
}
