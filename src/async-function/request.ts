import { parseFlowEvent } from "../connect/flow-event.ts";
import { CONTROL_PARAMETERS } from "./control-keys.ts";

type Json = Readonly<Record<string, unknown>>;

/** A flow's request to start the wrapped function, or to ask how far it is. */
export interface AsyncRequest {
  readonly contactId: string;
  readonly rootContactId: string;
  /** Undefined: start. Otherwise as the flow gave it, which need not be an id, nor even a text. */
  readonly executionId: unknown;
  readonly requestId: unknown;
  /** What goes to the wrapped function: the event as it came, without our parameters. */
  readonly input: Json;
}

/** @throws InvalidInputError naming the field: the event has no usable contact id */
export function parseAsyncRequest(event: unknown): AsyncRequest {
  const { contactId, rootContactId } = parseFlowEvent(event);
  const parameters = flowParameters(event);
  return {
    contactId,
    rootContactId,
    executionId: control(parameters, "execution_id"),
    requestId: control(parameters, "request_id"),
    input: withoutControls(event as Json),
  };
}

/**
 * `Details.Parameters` of a flow event, nothing of it changed or left out; empty where the event has
 * none. Works on any event, so that counts are judged before all else.
 */
export function flowParameters(event: unknown): Json {
  return jsonObject(jsonObject(jsonObject(event)["Details"])["Parameters"]);
}

/** One of our parameters. An empty text is absent: it is what an unset attribute is sent as. */
export function control(parameters: Json, name: string): unknown {
  const value = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
  return value === null || value === "" ? undefined : value;
}

function withoutControls(event: Json): Json {
  const Details = jsonObject(event["Details"]);
  const parameters = jsonObject(Details["Parameters"]);
  const others = Object.entries(parameters).filter(([name]) => !CONTROL_PARAMETERS.has(name));
  if (others.length === Object.keys(parameters).length) return event;
  return { ...event, Details: { ...Details, Parameters: Object.fromEntries(others) } };
}

function jsonObject(value: unknown): Json {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Json)
    : {};
}
