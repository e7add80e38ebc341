import type { TestResult } from "../../local/test-run/result.ts";

/** The form that build servers read: a suite for each flow. Times are seconds. */
export function junit(results: readonly TestResult[]): string {
  const flows = [...new Set(results.map(flowOf))];
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="linekeeper test"${counts(results)}>`,
    ...flows.flatMap((flow) =>
      suite(
        flow,
        results.filter((result) => flowOf(result) === flow),
      ),
    ),
    "</testsuites>",
    "",
  ].join("\n");
}

function suite(flow: string, results: readonly TestResult[]): string[] {
  return [
    `  <testsuite name="${escaped(flow)}"${counts(results)}>`,
    ...results.flatMap(testcase),
    "  </testsuite>",
  ];
}

function flowOf({ name }: TestResult): string {
  return name.split("/", 1)[0] ?? "";
}

function counts(results: readonly TestResult[]): string {
  const failures = results.filter(({ passed }) => !passed).length;
  const time = results.reduce((sum, { tookMs }) => sum + tookMs, 0);
  return ` tests="${results.length}" failures="${failures}" time="${seconds(time)}"`;
}

function testcase(result: TestResult): string[] {
  const { name, title, path, tookMs, uploadSafety, failures, transcript } = result;
  const head = `name="${escaped(title ?? name)}" classname="${escaped(name.replace("/", "."))}"`;
  const [first] = failures;
  const text = failures.flatMap(({ message, details = [] }) => [message, ...details]).join("\n");
  return [
    `    <testcase ${head} file="${escaped(path)}" time="${seconds(tookMs)}">`,
    `      <properties><property name="upload-safe" value="${uploadSafety.safe ? "yes" : "no"}"/></properties>`,
    ...(first
      ? [
          `      <failure type="${first.about}" message="${escaped(first.message)}">${escaped(text)}</failure>`,
          `      <system-out>${escaped(transcript.join("\n"))}</system-out>`,
        ]
      : []),
    "    </testcase>",
  ];
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(3);
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "\t": "&#9;",
  "\n": "&#10;",
  "\r": "&#13;",
};

function escaped(text: string): string {
  // XML 1.0 has no way to write control characters, halves of pairs, and these two.
  return text
    .replace(/[^\P{Cc}\t\n\r]|[\p{Cs}\uFFFE\uFFFF]/gu, "")
    .replace(/[&<>"\t\n\r]/g, (character) => ENTITIES[character] ?? character);
}
