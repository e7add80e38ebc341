import { FLOW_VERSION } from "./flow.ts";
import { isObject, type Json, type JsonObject, kindOf, pointer } from "./json.ts";
import { UnreadableFlowError } from "./unreadable.ts";

/** No flow nests deeper; whoever walks through a document may rely on it. */
const DEEPEST = 100;

const EXPORT_ANEW = "Export the flow from Amazon Connect as Flow language 2019-10-30.";

/**
 * Reads the text of a flow's file as far as it is a JSON object of the right version.
 * @throws UnreadableFlowError for a text that is something else
 */
export function readDocument(text: string): JsonObject {
  const document = parse(text.replace(/^\uFEFF/, ""));
  if (!isObject(document)) {
    throw new UnreadableFlowError(
      "not-a-flow",
      "",
      `a flow is a JSON object, this is ${kindOf(document)}`,
      EXPORT_ANEW,
    );
  }
  refuseOtherFormats(document);
  const { Version: version } = document;
  if (version !== FLOW_VERSION) {
    throw new UnreadableFlowError(
      "wrong-version",
      pointer("Version"),
      `expected "${FLOW_VERSION}", the only version there is, but it is ${shown(version)}`,
      EXPORT_ANEW,
    );
  }
  return document;
}

function refuseOtherFormats(document: JsonObject): void {
  if (Array.isArray(document["modules"])) {
    throw new UnreadableFlowError(
      "legacy-export",
      pointer("modules"),
      "this is an export in the format before 2020 (modules, start), which the API does not take",
      "Import it in the console's flow designer, save it there, and export it anew or take Content from `aws connect describe-contact-flow`.",
    );
  }
  const inner = isObject(document["ContactFlow"]) ? document["ContactFlow"] : document;
  const name = inner === document ? "Content" : "ContactFlow.Content";
  if (typeof inner["Content"] === "string" && !Object.hasOwn(document, "Actions")) {
    throw new UnreadableFlowError(
      "api-answer",
      pointer(...name.split(".")),
      "this is what the API answers: the flow is a text inside it",
      `Take it out: jq -r .${name} FILE`,
    );
  }
  const isFlow = ["Version", "StartAction", "Actions"].some((part) =>
    Object.hasOwn(document, part),
  );
  if (isFlow) return;
  throw new UnreadableFlowError(
    "not-a-flow",
    "",
    "this JSON has neither Version nor StartAction nor Actions",
    EXPORT_ANEW,
  );
}

function parse(text: string): Json {
  let document: Json;
  try {
    document = JSON.parse(text) as Json;
  } catch (error) {
    throw notJson(text, (error as Error).message);
  }
  if (deeperThan(document, DEEPEST)) {
    throw new UnreadableFlowError(
      "not-a-flow",
      "",
      `this JSON nests deeper than ${DEEPEST} levels`,
      EXPORT_ANEW,
    );
  }
  return document;
}

/** V8 says where it stopped; at the end of the text means that the rest is missing. */
function notJson(text: string, message: string): UnreadableFlowError {
  if (text.trim() === "") {
    return new UnreadableFlowError("truncated", "", "the file is empty", EXPORT_ANEW);
  }
  const said = /at position (\d+)/.exec(message)?.[1];
  const cutOff = /end of JSON|Unterminated string/.test(message);
  const position = cutOff ? text.length : said === undefined ? wrongToken(text) : Number(said);
  const before = text.slice(0, position).split("\n");
  const place = `line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
  if (position >= text.trimEnd().length) {
    return new UnreadableFlowError(
      "truncated",
      place,
      "the text ends before its JSON does",
      "It was cut off: fetch the file again.",
    );
  }
  return new UnreadableFlowError(
    "not-json",
    place,
    "this is not JSON",
    "Flows are plain JSON, without comments and without commas before a closing bracket.",
  );
}

/** V8 keeps the position of a wrong token to itself: it ends the shortest beginning that has one. */
function wrongToken(text: string): number {
  let [shortest, longest] = [1, text.length];
  while (shortest < longest) {
    const middle = (shortest + longest) >> 1;
    if (/Unexpected token/.test(complaint(text.slice(0, middle)))) longest = middle;
    else shortest = middle + 1;
  }
  return shortest - 1;
}

function complaint(text: string): string {
  try {
    JSON.parse(text);
    return "";
  } catch (error) {
    return (error as Error).message;
  }
}

/** Level by level: a document may be deeper than the stack. */
function deeperThan(document: Json, levels: number): boolean {
  let level: Json[] = [document];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > levels) return true;
    level = level.flatMap((value) =>
      typeof value === "object" && value !== null ? Object.values(value) : [],
    );
  }
  return false;
}

function shown(version: Json | undefined): string {
  return typeof version === "string" ? JSON.stringify(version.slice(0, 20)) : kindOf(version);
}
