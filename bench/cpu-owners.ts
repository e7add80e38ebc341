import { Session } from "node:inspector/promises";

/** Who owned the CPU: parts of the whole, largest first. */
export type Owners = readonly (readonly [owner: string, share: number])[];

const OWNERS: readonly (readonly [RegExp, string])[] = [
  [/dist\/(lambda|worker)\//, "functions and worker, with their SDK"],
  [/node_modules\/(@aws-sdk|@smithy|@aws-crypto)\//, "SDK of the stack itself"],
  [
    /node_modules\/(dynalite|level|classic-level|memory-level|abstract-level|lock|async)/,
    "dynalite",
  ],
  [/node_modules\/(fauxqs|fastify)/, "S3 (fauxqs)"],
  [/node_modules\/(jsonata|asl-validator)|local\/states\//, "Step Functions engine"],
  [/local\/connect\//, "simulated contacts"],
  [/local\/(aws|delivery|clock|lambda)\//, "door, queues, deliveries, clock"],
  [/local\/export-platform|fflate/, "export platform"],
  [/^node:(internal\/)?(deps\/undici|undici)/, "fetch"],
  [/^node:.*(http|net|stream|timers|events|url|_http)/, "Node's http and streams"],
  [/^node:/, "the rest of Node"],
];

/** Runs `work` under the CPU profiler. */
export async function cpuOwners<T>(work: () => Promise<T>): Promise<{ result: T; owners: Owners }> {
  const session = new Session();
  session.connect();
  await session.post("Profiler.enable");
  await session.post("Profiler.start");
  const result = await work();
  const { profile } = await session.post("Profiler.stop");
  session.disconnect();
  const samples = new Map<number, number>();
  for (const id of profile.samples ?? []) samples.set(id, (samples.get(id) ?? 0) + 1);
  const owned = new Map<string, number>();
  let busy = 0;
  for (const { id, callFrame } of profile.nodes) {
    const owner = ownerOf(callFrame.url, callFrame.functionName);
    const count = samples.get(id) ?? 0;
    if (owner === undefined) continue;
    busy += count;
    owned.set(owner, (owned.get(owner) ?? 0) + count);
  }
  const owners = [...owned]
    .map(([owner, count]) => [owner, count / busy] as const)
    .sort(([, a], [, b]) => b - a);
  return { result, owners };
}

/** Undefined: nobody's, the process was idle. */
function ownerOf(url: string, functionName: string): string | undefined {
  if (functionName === "(idle)" || functionName === "(program)") return undefined;
  if (functionName === "(garbage collector)") return "garbage collector";
  if (url === "") return "native code: zlib, crypto, sockets";
  return OWNERS.find(([pattern]) => pattern.test(url))?.[1] ?? "other";
}
