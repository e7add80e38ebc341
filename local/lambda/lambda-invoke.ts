import type { LambdaInvoke } from "../aws/door/invoke.ts";
import type { LambdaHost } from "./lambda-host.ts";

/** `name`, `account:function:name` or a whole ARN, each with or without a qualifier. */
const FUNCTION_NAME =
  /^(?:(?:arn:aws:lambda:(?<region>[a-z0-9-]+):)?(?<account>\d{12}):function:)?(?<name>[A-Za-z0-9_-]+)(?::(?<qualifier>[A-Za-z0-9$_-]+))?$/;

/**
 * The Lambda API's Invoke, as the door calls it.
 *
 * @param enqueue accepts an asynchronous invocation (`type` `Event`)
 * @throws ServiceError `ResourceNotFoundException` for a function, account or qualifier that does
 * not exist here; the only version is `$LATEST`
 */
export function lambdaInvokeOf(
  host: LambdaHost,
  enqueue: (functionName: string, payload: string) => void,
): LambdaInvoke {
  return async (functionName, payload, { type, qualifier }) => {
    const name = nameIn(qualifier ? `${functionName}:${qualifier}` : functionName, host);
    if (type === "DryRun") return { payload: "", log: "" };
    if (type === "Event") {
      enqueue(name, payload);
      return { payload: "", log: "" };
    }
    const {
      payload: answer,
      functionError,
      log,
    } = await host.invoke(name, payload, { source: "api" });
    return { payload: answer, ...(functionError && { functionError }), log };
  };
}

function nameIn(functionName: string, host: LambdaHost): string {
  const parts = FUNCTION_NAME.exec(functionName)?.groups;
  const { name = functionName, qualifier = "$LATEST" } = parts ?? {};
  const known = host.functions.find((description) => description.name === name);
  const [, , , region, account] = known?.arn.split(":") ?? [];
  const here =
    (parts?.["region"] ?? region) === region && (parts?.["account"] ?? account) === account;
  if (known === undefined || !here) throw host.notFound(functionName);
  if (qualifier !== "$LATEST") throw host.notFound(`${known.arn}:${qualifier}`);
  return name;
}
