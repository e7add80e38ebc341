import { isLoopbackHttp } from "../export-api-url.ts";
import { DownloadFailedError } from "./failure.ts";

/** Where archives may be fetched from. */
export interface DownloadHosts {
  /** Of the platform's API: its origin alone is told the bearer token. */
  readonly apiUrl: URL;
  /** Host names, with a port where only that one will do. */
  readonly hosts: ReadonlySet<string>;
}

/** @param list host names by commas; empty: the API's own */
export function downloadHosts(apiUrl: URL, list: string): DownloadHosts {
  const names = list
    .split(",")
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== "");
  return { apiUrl, hosts: new Set(names.length > 0 ? names : [apiUrl.hostname]) };
}

/**
 * The address, if something may be fetched from it: https, on one of the hosts. Plain http passes
 * where the platform itself is on this machine, in clear.
 * @param from the address that redirected here
 * @throws DownloadFailedError
 */
export function allowedUrl(text: string, { apiUrl, hosts }: DownloadHosts, from?: URL): URL {
  const url = URL.parse(text, from?.href);
  if (!url) throw new DownloadFailedError("the download address is no URL");
  const local = isLoopbackHttp(url) && isLoopbackHttp(apiUrl);
  if (url.protocol !== "https:" && !local) {
    throw new DownloadFailedError("the download address is not https");
  }
  if (!hosts.has(url.hostname) && !hosts.has(url.host)) {
    throw new DownloadFailedError("the download host is not among EXPORT_DOWNLOAD_HOSTS");
  }
  if (url.username !== "" || url.password !== "") {
    throw new DownloadFailedError("the download address holds a user or a password");
  }
  return url;
}
