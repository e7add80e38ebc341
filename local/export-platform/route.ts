/** What a request is for. */
export type Route =
  | { readonly kind: "createJob" }
  | { readonly kind: "jobStatus" | "metadata"; readonly jobId: string }
  /** `moved`: the place to which a redirect within the platform leads. */
  | { readonly kind: "download"; readonly jobId: string; readonly moved: boolean };

const JOB = /^\/v1\/export-jobs\/([\w-]+)(\/metadata)?$/;
const FILE = /^\/v1\/files\/(moved\/)?([\w-]+)\.zip$/;

/** Undefined: there is nothing of the kind. */
export function routeOf(method: string | undefined, path: string): Route | undefined {
  if (method === "POST" && path === "/v1/export-jobs") return { kind: "createJob" };
  if (method !== "GET") return undefined;
  const [, jobId, metadata] = JOB.exec(path) ?? [];
  if (jobId !== undefined) return { kind: metadata ? "metadata" : "jobStatus", jobId };
  const [, moved, file] = FILE.exec(path) ?? [];
  if (file !== undefined) return { kind: "download", jobId: file, moved: moved !== undefined };
  return undefined;
}

/** The path of a job's archive, with `moved` of the place a redirect leads to. */
export function filePath(jobId: string, moved = false): string {
  return `/v1/files/${moved ? "moved/" : ""}${jobId}.zip`;
}
