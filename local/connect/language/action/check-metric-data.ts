import {
  type ActionForm,
  type ActionType,
  IN,
  NO_MATCHING_CONDITION,
  NO_MATCHING_ERROR,
} from "../action-type.ts";
import { type JsonObject, member } from "../json.ts";
import { atMostOne, choice, required, resource } from "../parameter.ts";

const STAFFING = ["NumberOfAgentsAvailable", "NumberOfAgentsStaffed", "NumberOfAgentsOnline"];
/** The operand of OldestContactInQueueAgeSeconds is in milliseconds, whatever its name says. */
const QUEUE = ["OldestContactInQueueAgeSeconds", "NumberOfContactsInQueue"];

function checking(parameters: JsonObject): ActionForm {
  const staffing = STAFFING.includes(String(member(parameters, "MetricType")));
  return {
    parameters: {
      MetricType: required(choice([...STAFFING, ...QUEUE], "static")),
      QueueId: resource("queue"),
      AgentId: resource("agent queue"),
    },
    groups: [atMostOne("QueueId", "AgentId")],
    errors: { required: [NO_MATCHING_ERROR, NO_MATCHING_CONDITION] },
    conditions: staffing
      ? { operators: ["NumberGreaterThan"], operands: ["0"] }
      : {
          operators: [
            "Equals",
            "NumberGreaterThan",
            "NumberGreaterOrEqualTo",
            "NumberLessThan",
            "NumberLessOrEqualTo",
          ],
          numeric: true,
        },
    next: "optional",
  };
}

export const checkMetricData: ActionType = {
  block: "Check queue status / Check staffing",
  logName: "CheckStaffing",
  flowTypes: [...IN.flow, ...IN.transfer, ...IN.queue],
  elsewhere: "doubtful",
  voice: true,
  form: checking,
};
