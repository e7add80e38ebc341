import { failed, next, type Outcome } from "../flow/outcome.ts";
import type { Step } from "../flow/step.ts";

const MOST_TAGS = 6;

/** All of them are set, or none. */
export function tagContact(step: Step): Outcome {
  const { tags } = step.contact.settings;
  const set = Object.fromEntries(step.parameters.entries("Tags"));
  if (Object.keys(set).some((name) => name.startsWith("aws:"))) {
    return failed("tags that begin with aws: are Connect's own");
  }
  if (Object.keys({ ...tags, ...set }).length > MOST_TAGS) {
    return failed(`a contact has at most ${MOST_TAGS} tags`);
  }
  Object.assign(tags, set);
  return next;
}
