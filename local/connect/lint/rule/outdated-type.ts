import { actionType } from "../../language/action-types.ts";
import type { Rule } from "../rule.ts";

/** Action types under another spelling than the service's, or that AWS has ended. */
export const outdatedType: Rule = {
  id: "outdated-type",
  *check({ Actions }) {
    for (const [index, { Type }] of Actions.entries()) {
      const { written, retired } = actionType(Type) ?? {};
      const path = ["Actions", index, "Type"];
      if (written) {
        const message = `${Type} is the developer guide's spelling, exports and service write ${written}`;
        yield { severity: "warning", path, message, advice: `Write ${written}.` };
      }
      if (retired) {
        const advice = "Take the action out of the flow.";
        yield { severity: "warning", path, message: retired, advice };
      }
    }
  },
};
