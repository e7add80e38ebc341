import { ServiceError } from "../aws/service.ts";
import { isStatesArn } from "./arn.ts";
import { DATA_LIMIT, DEPTH_LIMIT, isTooDeep, type Json } from "./json.ts";

/** The body of a request, before anybody looked at it. */
export type Request = Readonly<Record<string, unknown>>;

/** AWS forbids blanks, brackets, wildcards, control characters and these in names. */
const FORBIDDEN = /[\s<>{}[\]?*"#%\\^|~`$&,;:/\p{Cc}]/u;

const LONGEST_NAME = 80;

/** Of the API's model: https://docs.aws.amazon.com/step-functions/latest/apireference/ */
const LONGEST: Readonly<Record<string, number>> = {
  error: 256,
  cause: 32_768,
  taskToken: 2_048,
  stateMachineArn: 256,
  executionArn: 256,
};

/** @throws ServiceError ValidationException */
export function requiredText(request: Request, field: string): string {
  const value = optionalText(request, field);
  if (value !== undefined) return value;
  throw invalid(`Value null at '${field}' failed to satisfy constraint: Member must not be null`);
}

export function optionalText(request: Request, field: string): string | undefined {
  const value = request[field];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== "string") {
    throw new ServiceError("SerializationException", `'${field}' must be a string`);
  }
  const longest = LONGEST[field];
  if (longest === undefined || value.length <= longest) return value;
  throw invalid(
    `Value at '${field}' failed to satisfy constraint: Member must have length less than or equal to ${longest}`,
  );
}

/** @throws ServiceError InvalidArn, also for the ARN of something else than is asked for */
export function requiredArn(
  request: Request,
  field: string,
  kind: "stateMachine" | "execution",
): string {
  const arn = requiredText(request, field);
  if (isStatesArn(arn, kind)) return arn;
  const why = arn.startsWith("arn:")
    ? "Resource type not valid in this context"
    : "Invalid ARN prefix";
  throw new ServiceError("InvalidArn", `Invalid Arn: '${why}: ${arn}'`);
}

/** @throws ServiceError InvalidName */
export function checkedName(name: string): string {
  if (name !== "" && name.length <= LONGEST_NAME && !FORBIDDEN.test(name)) return name;
  throw new ServiceError("InvalidName", `Invalid Name: '${name}'`);
}

/** Data of up to 256 KiB as JSON text, and of no more levels than this engine works through. */
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
  const data = parsed(text, notJson);
  if (isTooDeep(data)) throw notJson(`nested deeper than ${DEPTH_LIMIT} levels`);
  return data;
}

function parsed(text: string, notJson: (message: string) => ServiceError): Json {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw notJson((error as Error).message);
  }
}

export function invalid(detail: string): ServiceError {
  return new ServiceError("ValidationException", `1 validation error detected: ${detail}`);
}
