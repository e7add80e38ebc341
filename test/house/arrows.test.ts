import { globSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));
const SYSTEMS = ["callbacks", "trackers", "async-function", "recordings", "reconciliation"];

interface Arrow {
  readonly from: string;
  readonly to: string;
}

const files = globSync("{src,infra,local,cli,bench}/**/*.ts", { cwd: root })
  .map((file) => file.replaceAll("\\", "/"))
  .filter((file) => !file.endsWith(".d.ts"));
// Tests beside the code stand outside the house: they may use anything.
const code = files.filter((file) => !file.endsWith(".test.ts") && !/\/test-[^/]+\.ts$/.test(file));
const arrows = code.flatMap(arrowsOf);

function arrowsOf(from: string): Arrow[] {
  const text = readFileSync(join(root, from), "utf8");
  const imports = text.matchAll(/(?:from|import)\s*\(?\s*"([^"]+)"/g);
  return [...imports].map(([, target = ""]) => ({
    from,
    to: target.startsWith(".") ? relative(root, join(root, dirname(from), target)) : target,
  }));
}

/** `src/callbacks`, `local`, or a package's name. */
function room(path: string): string {
  const [first = "", second = ""] = path.split("/");
  return first === "src" ? `src/${second}` : first;
}

function broken(allowed: (arrow: { from: string; to: string }) => boolean): string[] {
  return arrows
    .filter(({ from, to }) => !allowed({ from: room(from), to: room(to) }))
    .map(({ from, to }) => `${from} -> ${to}`);
}

describe("the arrows of the house", () => {
  it("sees the code", () => {
    expect(code.length).toBeGreaterThan(50);
    expect(arrows.length).toBeGreaterThan(100);
  });

  it("nothing in src knows infra, local, cli, bench or the CDK", () => {
    const outside = ["infra", "local", "cli", "bench", "test", "aws-cdk-lib", "constructs"];
    expect(broken(({ from, to }) => !(from.startsWith("src/") && outside.includes(to)))).toEqual(
      [],
    );
  });

  it("connect knows nobody, aws knows connect alone", () => {
    expect(
      broken(({ from, to }) => {
        if (!to.startsWith("src/")) return true;
        if (from === "src/connect") return to === "src/connect";
        if (from === "src/aws") return to === "src/aws" || to === "src/connect";
        return true;
      }),
    ).toEqual([]);
  });

  it("systems never import each other", () => {
    const systems = SYSTEMS.map((system) => `src/${system}`);
    const between = ({ from, to }: Arrow) =>
      systems.includes(from) && systems.includes(to) && from !== to;
    expect(broken((arrow) => !between(arrow))).toEqual([]);
  });

  it("infra deploys what it is given and never runs it: it knows neither local nor cli", () => {
    expect(broken(({ from, to }) => !(from === "infra" && /^(local|cli|bench)$/.test(to)))).toEqual(
      [],
    );
  });

  it("local does not know the cli, and neither knows the bench", () => {
    expect(
      broken(
        ({ from, to }) =>
          !(from === "local" && /^(cli|bench|infra)$/.test(to)) &&
          !(from === "cli" && /^(bench|infra)$/.test(to)),
      ),
    ).toEqual([]);
  });

  it("has no circle", () => {
    const out = new Map<string, string[]>();
    for (const { from, to } of arrows) out.set(from, [...(out.get(from) ?? []), to]);
    const done = new Set<string>();
    const circles: string[] = [];
    const visit = (file: string, path: readonly string[]): void => {
      if (path.includes(file)) circles.push([...path.slice(path.indexOf(file)), file].join(" -> "));
      if (done.has(file) || path.includes(file)) return;
      for (const to of out.get(file) ?? []) if (out.has(to)) visit(to, [...path, file]);
      done.add(file);
    };
    for (const file of out.keys()) visit(file, []);
    expect(circles).toEqual([]);
  });
});

describe("the rooms", () => {
  it("have no drawer: no utils, helpers, common, shared, misc, types or manager", () => {
    const drawers = files.filter((file) =>
      /(^|\/)(utils?|helpers?|common|shared|misc|types|manager)(\/|\.)/.test(file),
    );
    expect(drawers).toEqual([]);
  });

  it("hold files of at most 400 lines", () => {
    const long = files.filter(
      (file) => readFileSync(join(root, file), "utf8").split("\n").length > 401,
    );
    expect(long).toEqual([]);
  });

  it("read the time from the one clock", () => {
    const readers = code.filter((file) => {
      if (!file.startsWith("src/") || file === "src/aws/clock.ts") return false;
      const text = readFileSync(join(root, file), "utf8");
      return /Date\.now\(\)|new Date\(\)|performance\.now|setTimeout|setInterval/.test(text);
    });
    expect(readers).toEqual([]);
  });

  it("read the environment in one place", () => {
    const readers = code.filter((file) => {
      const text = readFileSync(join(root, file), "utf8");
      return file.startsWith("src/") && /process\s*\.\s*env/.test(text);
    });
    expect(readers).toEqual(["src/aws/environment.ts"]);
  });

  it("name a table's attributes in one file", () => {
    const names: Record<string, RegExp> = {
      "src/callbacks/table.ts":
        /"(callback_contact_id|ended_contact_ids|initial_contact_id|created_at)"/,
      "src/trackers/table.ts": /"(item_ttl|disconnected_at|leased_to|leased_for|leased_until)"/,
      "src/recordings/table.ts":
        /"(RecordedState|NextCheckAt|ClosedReason|RecordingBehaviorAt|RecordingLocation|NextContactIds)"/,
      "src/reconciliation/table.ts": /"(reconciliationStatus|sfExecutionId|StatusIndex)"/,
    };
    for (const [table, pattern] of Object.entries(names)) {
      const inSystem = code.filter(
        (file) => file.startsWith("src/") && pattern.test(readFileSync(join(root, file), "utf8")),
      );
      expect(inSystem).toEqual([table]);
    }
  });
});
