import { ServiceError } from "../aws/service.ts";
import { isStatesArn } from "./arn.ts";
import { DATA_LIMIT, type Json } from "./json.ts";

/** The body of a request, before anybody looked at it. */
export type Request = Readonly<Record<string, unknown>>;

/** AWS forbids blanks, brackets, wildcards, control characters and these in names. */
const FORBIDDEN = /[\s<>{}[\]?*"#%\\^|~`$&,;:/\p{Cc}]/u;

const LONGEST_NAME = 80;

/** @throws ServiceError ValidationException */
export function requiredText(request: Request, field: string): string {
  const value = optionalText(request, field);
  if (value !== undefined) return value;
  throw invalid(`Value null at '${field}' failed to satisfy constraint: Member must not be null`);
}

export function optionalText(request: Request, field: string): string | undefined {
  const value = request[field];
  if (value === undefined || value === null) return undefined;
  if (typeof value === "string") return value;
  throw new ServiceError("SerializationException", `'${field}' must be a string`);
}

/** @throws ServiceError InvalidArn */
export function requiredArn(request: Request, field: string): string {
  const arn = requiredText(request, field);
  if (isStatesArn(arn)) return arn;
  throw new ServiceError("InvalidArn", `Invalid Arn: 'Invalid ARN prefix: ${arn}'`);
}

/** @throws ServiceError InvalidName */
export function checkedName(name: string): string {
  if (name !== "" && name.length <= LONGEST_NAME && !FORBIDDEN.test(name)) return name;
  throw new ServiceError("InvalidName", `Invalid Name: '${name}'`);
}

/** Data of up to 256 KiB as JSON text. */
export function parsedData(
  text: string,
  field: string,
  notJson: (message: string) => ServiceError,
): Json {
  if (Buffer.byteLength(text) > DATA_LIMIT) {
    throw invalid(
      `Value at '${field}' failed to satisfy constraint: Member must have length less than or equal to ${DATA_LIMIT}`,
    );
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw notJson((error as Error).message);
  }
}

/** One page of a list, as `maxResults` and `nextToken` ask for it. */
export function page<T>(
  items: readonly T[],
  request: Request,
): { readonly items: readonly T[]; readonly next: { readonly nextToken?: string } } {
  const size = pageSize(request["maxResults"]);
  const from = pageStart(optionalText(request, "nextToken"));
  const to = from + size;
  return {
    items: items.slice(from, to),
    next: to < items.length ? { nextToken: Buffer.from(`at ${to}`).toString("base64url") } : {},
  };
}

export function invalid(detail: string): ServiceError {
  return new ServiceError("ValidationException", `1 validation error detected: ${detail}`);
}

/** AWS gives 100 where the caller asks for none, and at most 1,000. */
function pageSize(asked: unknown): number {
  if (asked === undefined || asked === null || asked === 0) return 100;
  if (typeof asked === "number" && Number.isInteger(asked) && asked > 0 && asked <= 1_000) {
    return asked;
  }
  throw invalid(
    `Value '${asked}' at 'maxResults' failed to satisfy constraint: Member must have value less than or equal to 1000`,
  );
}

function pageStart(token: string | undefined): number {
  if (token === undefined) return 0;
  const start = /^at (\d+)$/.exec(Buffer.from(token, "base64url").toString())?.[1];
  if (start !== undefined) return Number(start);
  throw new ServiceError("InvalidToken", "Invalid Token: 'Invalid token'");
}
