import type { OpeningHours } from "../../connect/instance/hours-of-operation.ts";
import type { FlowResource, Resources } from "../../connect/instance/resources.ts";
import type { Flow } from "../../connect/language/flow.ts";
import { isObject, type Json, member } from "../../connect/language/json.ts";

/** An ARN of something in an instance, which may be another instance than ours. */
const RESOURCE =
  /^arn:[\w-]+:connect:[^:]*:[^:]*:instance\/[^/]+\/(queue|operating-hours|prompt|contact-flow|flow-module)\/([^/:]+)$/;

/** How long a recorded prompt lasts that nobody has here. */
const PROMPT_SECONDS = 3;

const DAYS = [
  "MONDAY",
  "TUESDAY",
  "WEDNESDAY",
  "THURSDAY",
  "FRIDAY",
  "SATURDAY",
  "SUNDAY",
] as const;

/** Hours that begin and end at one time last a day. */
export const ALWAYS_OPEN: OpeningHours = {
  timeZone: "UTC",
  config: DAYS.map((day) => ({ day, start: "00:00", end: "00:00" })),
};

interface Named {
  readonly arn: string;
  readonly kind: string;
  /** The last part of the ARN. */
  readonly id: string;
  /** What the designer noted down as its name; the id where it did not. */
  readonly name: string;
}

/**
 * Sets up what flows name by ARN and the instance does not have: queues and hours of operation, which
 * are always open; prompts, heard by name; and the flows themselves, for whom they are named by file
 * name or by name.
 * @param more ARNs that are named elsewhere
 * @returns the ARNs of the queues
 */
export function setUpNamed(
  resources: Resources,
  flows: readonly FlowResource[],
  more: readonly string[] = [],
): readonly string[] {
  const named = [
    ...flows.flatMap(({ flow }) => namedInFlow(flow)),
    ...namedIn([...more], undefined),
  ];
  for (const one of named) {
    setUp(
      resources,
      one,
      flows.find((flow) => isCalled(flow, one)),
    );
  }
  return named.filter(({ kind }) => kind === "queue").map(({ arn }) => arn);
}

function setUp(resources: Resources, { arn, kind, name }: Named, flow?: FlowResource): void {
  switch (kind) {
    case "queue":
      if (resources.queue(arn)) return;
      resources.addQueue(name, {
        arn,
        hoursOfOperation: resources.addHours(name, ALWAYS_OPEN).arn,
      });
      return;
    case "operating-hours":
      if (!resources.hours(arn)) resources.addHours(name, ALWAYS_OPEN, { arn });
      return;
    case "prompt":
      if (!resources.prompt(arn)) {
        resources.addPrompt(name, PROMPT_SECONDS, { arn, text: `[${name}]` });
      }
      return;
    case "contact-flow":
      if (flow && !resources.flow(arn)) resources.addFlow(flow.name, flow.flow, { arn });
      return;
    case "flow-module":
      if (flow && !resources.module(arn)) resources.addModule(flow.name, flow.flow, { arn });
      return;
  }
}

function isCalled({ arn, name }: FlowResource, named: Named): boolean {
  return [name, arn.split("/").at(-1)].some((known) => known === named.id || known === named.name);
}

function namedInFlow({ Actions, Metadata }: Flow): readonly Named[] {
  const notes = inside(Metadata, "ActionMetadata");
  return Actions.flatMap(({ Identifier, Parameters }) =>
    namedIn(Parameters, inside(inside(notes, Identifier), "parameters")),
  );
}

/** @param notes the designer's, which have the shape of the parameters they belong to */
function namedIn(value: Json, notes: Json | undefined): readonly Named[] {
  if (typeof value === "string") {
    const [arn, kind, id] = RESOURCE.exec(value) ?? [];
    if (arn === undefined || kind === undefined || id === undefined) return [];
    const name = inside(notes, "displayName");
    return [{ arn, kind, id, name: typeof name === "string" ? name : id }];
  }
  if (Array.isArray(value)) {
    return value.flatMap((item: Json, index) =>
      namedIn(item, Array.isArray(notes) ? notes[index] : undefined),
    );
  }
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, inner]) => namedIn(inner, inside(notes, name)));
}

function inside(value: Json | undefined, name: string): Json | undefined {
  return isObject(value) ? member(value, name) : undefined;
}
