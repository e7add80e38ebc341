import { ServiceError } from "../aws/service.ts";
import { invalid, optionalText, type Request } from "./request.ts";

/** A part of a list, and how to ask for the next one. */
interface Page<T> {
  readonly items: readonly T[];
  readonly next: { readonly nextToken?: string };
}

/**
 * One page of a list, as `maxResults` and `nextToken` ask for it. A page begins behind the last item
 * of the one before, whatever has come in front of it meanwhile.
 * @param list which list it is: a token of one is none of another
 * @param keyOf what an item is known by in the list
 * @throws ServiceError ValidationException, InvalidToken
 */
export function page<T>(
  items: readonly T[],
  request: Request,
  list: string,
  keyOf: (item: T) => string,
): Page<T> {
  const size = pageSize(request["maxResults"]);
  const from = pageStart(items, optionalText(request, "nextToken"), list, keyOf);
  const to = from + size;
  const last = items[to - 1];
  return {
    items: items.slice(from, to),
    next: last === undefined || to >= items.length ? {} : { nextToken: token(list, keyOf(last)) },
  };
}

/** AWS gives 100 where the caller asks for none, and at most 1,000. */
function pageSize(asked: unknown): number {
  if (asked === undefined || asked === null || asked === 0) return 100;
  if (typeof asked !== "number" || !Number.isInteger(asked)) {
    throw new ServiceError("SerializationException", "'maxResults' must be a whole number");
  }
  if (asked > 0 && asked <= 1_000) return asked;
  const bound = asked < 0 ? "greater than or equal to 0" : "less than or equal to 1000";
  throw invalid(
    `Value '${asked}' at 'maxResults' failed to satisfy constraint: Member must have value ${bound}`,
  );
}

function pageStart<T>(
  items: readonly T[],
  given: string | undefined,
  list: string,
  keyOf: (item: T) => string,
): number {
  if (given === undefined) return 0;
  const text = Buffer.from(given, "base64url").toString();
  const prefix = `${list} behind `;
  const key = text.startsWith(prefix) ? text.slice(prefix.length) : undefined;
  const last = items.findIndex((item) => keyOf(item) === key);
  if (last >= 0) return last + 1;
  throw new ServiceError("InvalidToken", "Invalid Token: 'Invalid token'");
}

function token(list: string, key: string): string {
  return Buffer.from(`${list} behind ${key}`).toString("base64url");
}
