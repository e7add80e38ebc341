import { member } from "../../language/json.ts";
import type { Rule } from "../rule.ts";

/** A plain Wait takes its error branch at once on a telephone call. */
export const waitOnVoice: Rule = {
  id: "wait-on-voice",
  *check({ Actions }) {
    for (const [index, { Type, Parameters }] of Actions.entries()) {
      if (Type !== "Wait") continue;
      const events = member(Parameters, "Events");
      // The events there are belong to chats: so does the flow.
      if (Array.isArray(events) && events.length > 0) continue;
      yield {
        severity: "warning",
        path: ["Actions", index],
        message:
          "on a telephone call a plain Wait does not wait: it takes its error branch at once",
        advice: "Play a prompt with a break, or loop prompts, where callers come by.",
      };
    }
  },
};
