import type { PlatformState } from "./platform-state.ts";
import { Refusal } from "./refusal.ts";
import type { Route } from "./route.ts";

/** Where a request came in: at the API, or where the files of another origin lie. */
export type Origin = "api" | "files";

interface Asked {
  readonly route: Route | undefined;
  readonly url: URL;
  readonly authorization: string | undefined;
}

/** @throws {Refusal} 401 at the API; 400, 403 or 404 where files lie */
export function authorize(state: PlatformState, origin: Origin, asked: Asked): void {
  if (origin === "files") authorizeFile(state, asked);
  else authorizeCall(state, asked);
}

function authorizeCall({ token }: PlatformState, { authorization }: Asked): void {
  if (authorization === `Bearer ${token}`) return;
  const headers = { "WWW-Authenticate": "Bearer" };
  throw new Refusal(401, "Unauthorized", "expected the bearer token", headers);
}

/** As S3 does it: the URL is the permission, and a token beside it is one too many. */
function authorizeFile(state: PlatformState, { route, url, authorization }: Asked): void {
  if (route?.kind !== "download") throw new Refusal(404, "NotFound", "there is nothing here");
  if (authorization !== undefined) {
    throw new Refusal(400, "TokenGivenAway", "this origin has no business with the API's token");
  }
  if (url.searchParams.get("signature") === state.signature(route.jobId)) return;
  throw new Refusal(403, "Forbidden", "expected the signature of the download URL");
}
