import { createHash } from "node:crypto";

/**
 * The name of the one execution that serves a request: `<root contact id>-<24 hex>`, at most 75 of
 * the 80 characters Step Functions allows. Connect's own retries of an invocation come out at the
 * same name, so they start nothing; to ask the same question anew a flow passes another request id.
 *
 * @throws RangeError when the parameters are nested too deeply to be written as JSON
 */
export function executionName(
  rootContactId: string,
  requestId: unknown,
  parameters: Readonly<Record<string, unknown>>,
): string {
  const question = canonicalJson([requestId ?? null, parameters]);
  const digest = createHash("sha256").update(question).digest("hex").slice(0, 24);
  return `${rootContactId}-${digest}`;
}

/**
 * The name of the execution an id stands for, if that is one of this machine, started for this
 * contact's chain. A flow's parameter is not to be trusted: any ARN our role may describe could be
 * in it, another caller's among them.
 */
export function ownExecution(
  prefix: string,
  rootContactId: string,
  executionId: unknown,
): string | undefined {
  const beginning = `${prefix}${rootContactId}-`;
  if (typeof executionId !== "string" || !executionId.startsWith(beginning)) return undefined;
  if (!/^[0-9a-f]{24}$/.test(executionId.slice(beginning.length))) return undefined;
  return executionId.slice(prefix.length);
}

/** Equal for equal values, in whatever order a sender wrote their keys. */
function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === "object" && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
