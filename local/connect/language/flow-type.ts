import type { Flow } from "./flow.ts";
import { member } from "./json.ts";

/** The types of flow, spelled as exports spell them in `Metadata.type`; a module is no flow but reads like one. */
export const FLOW_TYPES = [
  "contactFlow",
  "customerQueue",
  "customerHold",
  "customerWhisper",
  "agentHold",
  "agentWhisper",
  "outboundWhisper",
  "agentTransfer",
  "queueTransfer",
  "campaign",
  "module",
] as const;

export type FlowType = (typeof FLOW_TYPES)[number];

/** @returns undefined when the file does not say it, which API content often does not */
export function flowType(flow: Flow): FlowType | undefined {
  const given = member(flow.Metadata, "type");
  if (typeof given === "string") {
    const word = plainWord(given);
    const type = FLOW_TYPES.find((known) => plainWord(known) === word);
    if (type) return type;
  }
  // Modules carry no type, and nothing else ends like one.
  const ends = flow.Actions.some(({ Type }) => Type === "EndFlowModuleExecution");
  return ends ? "module" : undefined;
}

/** Whether the flow was saved but not published: Connect takes loose ends in it. */
export function isDraft(flow: Flow): boolean {
  const status = member(flow.Metadata, "status");
  return typeof status === "string" && status.toLowerCase() === "saved";
}

/** The API writes CONTACT_FLOW where exports write contactFlow. */
function plainWord(type: string): string {
  return type.replaceAll("_", "").toLowerCase();
}
