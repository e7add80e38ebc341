import type { Flow } from "../language/flow.ts";
import { type FlowType, flowType, isDraft } from "../language/flow-type.ts";
import type { JsonObject } from "../language/json.ts";
import type { Problem } from "../language/problem.ts";
import { salvage } from "../language/salvage.ts";
import { type FlowGraph, flowGraph } from "./flow-graph.ts";

/** What rules look at: the flow, as far as its file has the form of one. */
export interface FlowUnderLint extends Flow {
  /** The file as it is. */
  readonly document: JsonObject;
  /** Of the file. */
  readonly bytes: number;
  /** Undefined where the file does not say. */
  readonly type: FlowType | undefined;
  /** How bad a loose end is: Connect saves a draft with loose ends, and does not publish it. */
  readonly looseEnd: Problem["severity"];
  readonly graph: FlowGraph;
  /** What has not the form of a flow. */
  readonly malformed: readonly Problem[];
}

export function flowUnderLint(document: JsonObject, bytes: number): FlowUnderLint {
  const { flow, problems } = salvage(document);
  return {
    ...flow,
    document,
    bytes,
    type: flowType(flow),
    looseEnd: isDraft(flow) ? "warning" : "error",
    graph: flowGraph(flow.StartAction, flow.Actions),
    malformed: problems,
  };
}
