import type { FlowType } from "./flow-type.ts";
import type { JsonObject } from "./json.ts";
import type { Group, Parameter } from "./parameter.ts";

/** How flows compare: the operators of a condition. `NumericLessThan` of the guide is none. */
export const OPERATORS = [
  "Equals",
  "TextStartsWith",
  "TextEndsWith",
  "TextContains",
  "NumberGreaterThan",
  "NumberGreaterOrEqualTo",
  "NumberLessThan",
  "NumberLessOrEqualTo",
] as const;

type Operator = (typeof OPERATORS)[number];

/**
 * The error branches of an action. What is named nowhere here is doubtful, not refused: the guide
 * and the service disagree in places, and the service grows.
 */
export interface ErrorTypes {
  /** Connect refuses the flow without them. */
  readonly required?: readonly string[];
  /** The guide has them, and a flow without them is cut off when they happen. */
  readonly expected?: readonly string[];
  readonly possible?: readonly string[];
  /** Connect refuses the flow with them. */
  readonly refused?: readonly string[];
}

/** What conditions an action takes on its result. */
export interface ConditionTypes {
  readonly operators: readonly Operator[];
  /** The only operands that can be met; absent: any. */
  readonly operands?: readonly string[];
  /** Operands that need a branch. */
  readonly required?: readonly string[];
  /** Every operand is a number; and a whole one within these, where there are bounds. */
  readonly numeric?: true | { readonly from: number; readonly to: number };
}

/** The shape an action has. */
export interface ActionForm {
  readonly parameters: Readonly<Record<string, Parameter>>;
  readonly groups?: readonly Group[];
  /** Wrong names that are met in the wild, and what stands for them. */
  readonly misnamed?: Readonly<Record<string, string>>;
  readonly errors: ErrorTypes;
  /** Absent: the action takes no conditions. */
  readonly conditions?: ConditionTypes;
  /** `optional`: conditions cover every case, or the flow may wait here. `none`: the flow ends here. */
  readonly next: "required" | "optional" | "none";
}

/** One action type of the Flow language. */
export interface ActionType {
  /** The block's name in the console's designer. */
  readonly block: string;
  /** `ContactFlowModuleType` in flow logs; absent where it is not known. */
  readonly logName?: string | ((parameters: JsonObject) => string);
  /** Types of flow it stands in. */
  readonly flowTypes: readonly FlowType[];
  /** In other types of flow: Connect has no such block there, or the documents disagree. */
  readonly elsewhere: "refused" | "doubtful";
  /** Whether it does anything on a telephone call. */
  readonly voice: boolean;
  /**
   * Its shape; of a few it depends on the parameters. `undescribed`: no document has it, and
   * nothing is checked.
   */
  readonly form: ActionForm | ((parameters: JsonObject) => ActionForm) | "undescribed";
  /** The spelling Connect takes, where the guide has another one. */
  readonly written?: string;
  /** Why not to use it any more. */
  readonly retired?: string;
}

export type ActionTypes = Readonly<Record<string, ActionType>>;

const TRANSFERS = ["agentTransfer", "queueTransfer"] as const;
const HOLDS = ["customerHold", "agentHold"] as const;
const WHISPERS = ["customerWhisper", "agentWhisper", "outboundWhisper"] as const;

/** Groups of flow types, as the developer guide groups them. Modules take what contact flows take. */
export const IN = {
  flow: ["contactFlow", "campaign", "module"],
  transfer: TRANSFERS,
  queue: ["customerQueue"],
  hold: HOLDS,
  whisper: WHISPERS,
  module: ["module"],
  anywhere: [
    ...["contactFlow", "campaign", "module", "customerQueue"],
    ...[...TRANSFERS, ...HOLDS, ...WHISPERS],
  ] as readonly FlowType[],
} as const;

/** The error every action with an error branch has. */
export const NO_MATCHING_ERROR = "NoMatchingError";
export const NO_MATCHING_CONDITION = "NoMatchingCondition";
