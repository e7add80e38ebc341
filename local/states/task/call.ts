import { runtimeFailure } from "../failure.ts";
import { type Integrations, TaskResult } from "../integrations.ts";
import { isObject, type Json, type JsonObject } from "../json.ts";
import type { Resource } from "./resource.ts";

/** Members of `lambda:invoke`'s Arguments that this engine acts on. */
const INVOKE_ARGUMENTS: readonly string[] = ["FunctionName", "Payload", "Qualifier"];

/**
 * Calls what a resource names.
 * @returns the answer as the integration gives it
 * @throws TaskFailure from the integration; StateFailure for arguments that are not supported
 */
export function callResource(
  integrations: Integrations,
  resource: Resource,
  args: Json,
): Promise<unknown> {
  if (resource.kind === "function") return integrations.invokeLambda(resource.arn, args, resource);
  if (resource.service === "lambda") return invoke(integrations, argumentsObject(args), resource);
  if (resource.service === "sqs") return sendMessage(integrations, argumentsObject(args), resource);
  return integrations.call(resource.service, resource.action, argumentsObject(args), resource);
}

/** The first argument of `lambda:invoke` that this engine does not act on. */
export function unknownArgument(args: JsonObject): string | undefined {
  return Object.keys(args).find((name) => !INVOKE_ARGUMENTS.includes(name));
}

function argumentsObject(args: Json): JsonObject {
  if (isObject(args)) return args;
  throw runtimeFailure(`The Arguments must be an object, but were: ${JSON.stringify(args)}`);
}

async function invoke(
  integrations: Integrations,
  args: JsonObject,
  resource: Resource,
): Promise<unknown> {
  const unknown = unknownArgument(args);
  if (unknown !== undefined) {
    throw runtimeFailure(`lambda:invoke of this engine has no argument '${unknown}'`);
  }
  const { FunctionName: name, Qualifier: qualifier } = args;
  if (typeof name !== "string") {
    throw runtimeFailure("The field 'FunctionName' is required but was missing");
  }
  const target = typeof qualifier === "string" ? `${name}:${qualifier}` : name;
  const payload = await integrations.invokeLambda(target, payloadOf(args["Payload"]), resource);
  if (payload instanceof TaskResult) return payload.value;
  return { ExecutedVersion: "$LATEST", Payload: payload, StatusCode: 200 };
}

/**
 * Recorded on AWS: without a payload, or with null, the function receives an empty object; a text
 * that is JSON is sent as it is, so that the function receives what it says.
 */
function payloadOf(given: Json | undefined): Json {
  if (typeof given !== "string") return given ?? {};
  try {
    return JSON.parse(given);
  } catch {
    // No JSON, so the text itself is the payload.
    return given;
  }
}

/** AWS writes a body that is no text as JSON before it sends it. */
function sendMessage(
  integrations: Integrations,
  args: JsonObject,
  resource: Resource,
): Promise<unknown> {
  const { MessageBody: body } = args;
  const text = typeof body === "string" || body === undefined ? body : JSON.stringify(body);
  const message = { ...args, ...(text === undefined ? {} : { MessageBody: text }) };
  return integrations.call("sqs", "sendMessage", message, resource);
}
