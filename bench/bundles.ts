import { spawnSync } from "node:child_process";
import { mkdirSync, statSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { table } from "../cli/terminal/table.ts";
import { median } from "./median.ts";

const dist = fileURLToPath(new URL("../dist", import.meta.url));
const RUNS = 15;
const BUDGET_BYTES = 520_000;

/** Bundles that a caller waits for, and the SDK client each needs. */
const FACING = [
  { name: "callbacks", client: "client-dynamodb", Client: "DynamoDBClient" },
  { name: "trackers-check", client: "client-dynamodb", Client: "DynamoDBClient" },
  { name: "callbacks-cancel", client: "client-connect", Client: "ConnectClient" },
  { name: "async-function", client: "client-sfn", Client: "SFNClient" },
] as const;

/** Everything any of them reads at start. */
const ENVIRONMENT = {
  AWS_REGION: "us-east-1",
  CALLBACK_TABLE: "claims",
  CONNECT_INSTANCE_ARN: "arn:aws:connect:us-east-1:000000000000:instance/1",
  TRACKER_TABLE: "trackers",
  STATE_MACHINE_ARN: "arn:aws:states:us-east-1:000000000000:stateMachine:machine",
};

interface Load {
  readonly milliseconds: number;
  readonly cpu: number;
}

/**
 * How large is each bundle a caller waits for, and how long does a cold start load it, beside the
 * bare SDK client it needs (`new Client({})`, bundled the same way)? Medians, alternating.
 */
export async function bundles(): Promise<string> {
  const rows: string[][] = [];
  for (const { name, client, Client } of FACING) {
    const ours = `${dist}/lambda/${name}/index.mjs`;
    const bare = await bareClient(client, Client);
    const loads: { ours: Load[]; bare: Load[] } = { ours: [], bare: [] };
    for (let run = 0; run < RUNS; run += 1) {
      loads.ours.push(load(ours));
      loads.bare.push(load(bare));
    }
    const of = (which: "ours" | "bare", what: keyof Load) =>
      median(loads[which].map((l) => l[what]));
    const bytes = statSync(ours).size;
    rows.push([
      name,
      kilobytes(bytes),
      `${Math.round((bytes / BUDGET_BYTES) * 100)}%`,
      kilobytes(statSync(bare).size),
      of("ours", "milliseconds").toFixed(1),
      of("bare", "milliseconds").toFixed(1),
      (of("ours", "milliseconds") / of("bare", "milliseconds")).toFixed(2),
      of("ours", "cpu").toFixed(1),
      of("bare", "cpu").toFixed(1),
    ]);
  }
  const head = [
    "bundle",
    "KB",
    "of 520",
    "bare KB",
    "load ms",
    "bare ms",
    "ratio",
    "CPU ms",
    "bare CPU",
  ];
  return table(head, rows);
}

async function bareClient(client: string, Client: string): Promise<string> {
  const folder = `${dist}/bench`;
  mkdirSync(folder, { recursive: true });
  const source = `${folder}/${client}.ts`;
  writeFileSync(
    source,
    `import { ${Client} } from "@aws-sdk/${client}";\nexport const client = new ${Client}({ region: "us-east-1" });\nexport const handler = (command: never) => client.send(command);\n`,
  );
  const outfile = `${folder}/${client}.mjs`;
  await build({
    entryPoints: [source],
    outfile,
    bundle: true,
    minify: true,
    format: "esm",
    platform: "node",
    target: "node24",
    mainFields: ["module", "main"],
    legalComments: "none",
    lineLimit: 160,
    banner: {
      js: 'import{createRequire as __cr}from"node:module";const require=__cr(import.meta.url);',
    },
  });
  return outfile;
}

/** In a process of its own: a second import in the same one would find the first one's modules. */
function load(file: string): Load {
  const script = `const t=performance.now(),c=process.cpuUsage();await import(${JSON.stringify(file)});const u=process.cpuUsage(c);console.log(JSON.stringify({milliseconds:performance.now()-t,cpu:(u.user+u.system)/1000}));process.exit(0)`;
  const child = spawnSync(process.execPath, ["--input-type=module", "-e", script], {
    env: ENVIRONMENT,
    encoding: "utf8",
  });
  if (child.status !== 0) throw new Error(`${file} does not load: ${child.stderr.slice(-500)}`);
  return JSON.parse(child.stdout) as Load;
}

function kilobytes(bytes: number): string {
  return (bytes / 1000).toFixed(0);
}
