import { ConfigurationError } from "../aws/errors.ts";

/** Hosts on which plain http is no danger: the local stack's. */
const LOOPBACK = new Set(["127.0.0.1", "[::1]", "localhost"]);

/** Whether a URL goes to this machine, in clear. */
export function isLoopbackHttp(url: URL): boolean {
  return url.protocol === "http:" && LOOPBACK.has(url.hostname);
}

/**
 * The address of the platform's API, without a slash at its end.
 * @throws ConfigurationError when it is none, or would send the token in clear
 */
export function exportApiUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || url.username || url.password || url.search || url.hash) {
    throw new ConfigurationError("EXPORT_API_URL", "must be a URL without user, query or fragment");
  }
  if (url.protocol !== "https:" && !isLoopbackHttp(url)) {
    throw new ConfigurationError("EXPORT_API_URL", "must be https, or http on a loopback host");
  }
  return url;
}
