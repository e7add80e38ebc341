import type { Contact } from "../contact.ts";
import type { FlowResource } from "../instance/resources.ts";
import type { Centre } from "./centre.ts";
import { type DefaultFlow, defaultFlow } from "./default-flows.ts";

/** The flow that was set for this moment of the contact, or Connect's own; undefined for none. */
export function hookFlow(
  { world }: Centre,
  contact: Contact,
  hook: "CustomerQueue" | "CustomerHold" | "AgentHold" | "AgentWhisper" | "CustomerWhisper",
): FlowResource | undefined {
  const set = contact.settings.hooks.get(hook);
  if (set === "") return undefined;
  const flow = set === undefined ? undefined : world.resources.flow(set);
  return flow ?? defaultFlow(DEFAULTS[hook], world.instance.arn);
}

const DEFAULTS = {
  CustomerQueue: "Default customer queue",
  CustomerHold: "Default customer hold",
  AgentHold: "Default agent hold",
  AgentWhisper: "Default agent whisper",
  CustomerWhisper: "Default customer whisper",
} as const satisfies Record<string, DefaultFlow>;
