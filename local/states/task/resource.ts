/** A function named by its own ARN: its answer is the result. */
export interface FunctionResource {
  readonly kind: "function";
  readonly arn: string;
}

/** An optimised integration: `arn:aws:states:::dynamodb:updateItem`. */
export interface ServiceResource {
  readonly kind: "service";
  readonly arn: string;
  readonly service: string;
  readonly action: string;
  /** `.waitForTaskToken`: the task ends when somebody answers its token. */
  readonly waitsForToken: boolean;
}

export type Resource = FunctionResource | ServiceResource;

const FUNCTION = /^arn:[^:]+:lambda:[^:]*:[^:]*:function:[^:]+(:[^:]+)?$/;

const INTEGRATION = /^arn:[^:]+:states:::(.+)$/;

const SERVICES: ReadonlySet<string> = new Set([
  "lambda:invoke",
  "lambda:invoke.waitForTaskToken",
  "sqs:sendMessage",
  "sqs:sendMessage.waitForTaskToken",
  ...["dynamodb:getItem", "dynamodb:putItem", "dynamodb:updateItem", "dynamodb:deleteItem"],
]);

export function waitsForToken(resource: Resource): boolean {
  return resource.kind === "service" && resource.waitsForToken;
}

const SUFFIX = ".waitForTaskToken";

/** @returns the resource, or why this engine does not run it */
export function parseResource(text: string): Resource | string {
  if (FUNCTION.test(text)) return { kind: "function", arn: text };
  const integration = INTEGRATION.exec(text)?.[1];
  if (integration === undefined) return unsupported(text);
  if (!SERVICES.has(integration)) return unsupported(text);
  const waitsForToken = integration.endsWith(SUFFIX);
  const call = waitsForToken ? integration.slice(0, -SUFFIX.length) : integration;
  const [service = "", action = ""] = call.split(":");
  return { kind: "service", arn: text, service, action, waitsForToken };
}

function unsupported(text: string): string {
  const why = reason(text);
  return `${why}; this engine runs a Lambda function's ARN, or one of ${[...SERVICES].join(", ")}, but this is "${text}"`;
}

function reason(text: string): string {
  if (/\.sync(:2)?$/.test(text)) return "waiting for a job to end (.sync) is not supported";
  if (/:activity:/.test(text)) return "activities are not supported";
  if (/\$\{.*\}/.test(text)) return "a placeholder was not filled in";
  if (text.startsWith("{%")) return "a resource is no expression";
  return "not a supported resource";
}
