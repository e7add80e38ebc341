import { type ActionType, IN, NO_MATCHING_ERROR } from "../action-type.ts";
import { list, map, required, text } from "../parameter.ts";

/** Most tags a flow may give a contact in one action. */
const MOST_TAGS = 6;

const tagContact: ActionType = {
  block: "Contact tags",
  flowTypes: IN.anywhere,
  elsewhere: "doubtful",
  voice: true,
  form: {
    parameters: { Tags: required(map(text(), { most: MOST_TAGS })) },
    errors: { required: [NO_MATCHING_ERROR] },
    next: "required",
  },
};

const untagContact: ActionType = {
  ...tagContact,
  form: {
    parameters: { TagKeys: required(list(text("static"), { least: 1, dynamic: "static" })) },
    errors: { expected: [NO_MATCHING_ERROR] },
    next: "required",
  },
};

/** The guide writes UnTagContact; the service takes UntagContact alone. */
export const tags = {
  TagContact: tagContact,
  UntagContact: untagContact,
  UnTagContact: { ...untagContact, written: "UntagContact" },
} as const;
