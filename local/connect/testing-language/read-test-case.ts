import type { JsonObject } from "../language/json.ts";
import { isObject } from "../language/json.ts";
import { Cursor } from "./cursor.ts";
import { type Finding, Findings } from "./finding.ts";
import { checkGraph } from "./graph.ts";
import { readEntryPoint, readInitialAttributes } from "./read-entry-point.ts";
import { readObservation } from "./read-observation.ts";
import { OLD_TEST_VERSION, TEST_VERSION, type TestCase } from "./test-case.ts";

/** A file that is no test at all. */
export class UnreadableTestError extends Error {
  override readonly name = "UnreadableTestError";
}

export interface ReadTest {
  /** Absent where an error was found. */
  readonly test: TestCase | undefined;
  readonly findings: readonly Finding[];
}

/**
 * Reads a test file: the content that CreateTestCase takes, or the file that the console exports,
 * which is the same with more in its Metadata. The older dialect is read, too, each difference a
 * finding.
 *
 * @throws UnreadableTestError for a text that is not JSON, or not a test
 */
export function readTestCase(text: string): ReadTest {
  const root = parse(text);
  const findings = new Findings();
  const file = new Cursor(root, "", findings);
  file.knows("Version", "Metadata", "Observations");
  readVersion(file.get("Version"));
  const metadata = file.get("Metadata");
  const entryPoint = readEntryPoint(metadata.get("entryPoint"));
  const chat = entryPoint?.type === "CHAT";
  const observations = file
    .get("Observations")
    .items()
    .flatMap((one) => readObservation(one, chat) ?? []);
  checkGraph(observations, findings);
  const name = metadata.get("name");
  const test: TestCase = {
    name: typeof name.value === "string" ? name.value : undefined,
    entryPoint,
    attributes: readInitialAttributes(metadata.get("initializationData")),
    observations,
  };
  return { test: findings.errors.length === 0 ? test : undefined, findings: findings.all };
}

function parse(text: string): JsonObject {
  let root: unknown;
  try {
    root = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch (error) {
    throw new UnreadableTestError(`is not JSON: ${(error as Error).message}`);
  }
  if (!isObject(root) || !("Observations" in root)) {
    throw new UnreadableTestError(
      "is not a test in the Testing Language: it has no Observations. A flow? See linekeeper lint",
    );
  }
  return root;
}

function readVersion(version: Cursor): void {
  if (version.value === OLD_TEST_VERSION) {
    version.upload("is that of older pages; Connect refuses it", `write "${TEST_VERSION}"`);
  } else if (version.value !== TEST_VERSION) {
    version.expected(`"${TEST_VERSION}"`);
  }
}
