import type { ActionStarted } from "../../connect/flow/observer.ts";
import { isObject, type JsonObject, member } from "../../connect/language/json.ts";
import { agentName } from "../../connect/testing-language/agentic.ts";

type Read = (parameters: JsonObject, started: ActionStarted) => string | undefined;

/** What an action of a flow is about, for the types that tests can observe or override. */
const RESOURCES: Readonly<Record<string, Read>> = {
  InvokeLambdaFunction: (parameters) => text(parameters, "LambdaFunctionARN"),
  CheckHoursOfOperation: (parameters) => text(parameters, "HoursOfOperationId"),
  TransferContactToQueue: queueOf,
  DequeueContactAndTransferToQueue: queueOf,
  ConnectParticipantWithLexBot(parameters) {
    const bot = member(parameters, "LexV2Bot");
    return isObject(bot) ? text(bot, "AliasArn") : undefined;
  },
  ConnectParticipantWithAgenticCX(parameters) {
    const agent = member(parameters, "AgentConfiguration");
    return isObject(agent) ? agentName(agent) : undefined;
  },
};

/** Whether an action is of a type that tests can observe. */
export function isObservable(type: string): boolean {
  return Object.hasOwn(RESOURCES, type);
}

/** ARN or id, as the flow names it; undefined where it names nothing. */
export function resourceOf(started: ActionStarted): string | undefined {
  return RESOURCES[started.type]?.(started.parameters, started);
}

/** An agent's queue, a queue of its own, or the one that was set before. */
function queueOf(parameters: JsonObject, { contact }: ActionStarted): string | undefined {
  return text(parameters, "AgentId") ?? text(parameters, "QueueId") ?? contact.settings.targetQueue;
}

function text(parameters: JsonObject, name: string): string | undefined {
  const value = member(parameters, name);
  return typeof value === "string" && value !== "" ? value : undefined;
}
