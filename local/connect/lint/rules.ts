import { apiUpload } from "./rule/api-upload.ts";
import { asyncStart } from "./rule/async-start.ts";
import { attributeNames } from "./rule/attribute-names.ts";
import { conditions } from "./rule/conditions.ts";
import { danglingTarget } from "./rule/dangling-target.ts";
import { duplicateIdentifier } from "./rule/duplicate-identifier.ts";
import { endlessLoop } from "./rule/endless-loop.ts";
import { errorBranches } from "./rule/error-branches.ts";
import { flowTypeRule } from "./rule/flow-type.ts";
import { jsonpath } from "./rule/jsonpath.ts";
import { lambdaTimeout } from "./rule/lambda-timeout.ts";
import { limits } from "./rule/limits.ts";
import { loggedEntry } from "./rule/logged-entry.ts";
import { nextAction } from "./rule/next-action.ts";
import { outdatedType } from "./rule/outdated-type.ts";
import { parameters } from "./rule/parameters.ts";
import { structure } from "./rule/structure.ts";
import { unencryptedEntry } from "./rule/unencrypted-entry.ts";
import { unknownType } from "./rule/unknown-type.ts";
import { unreachableAction } from "./rule/unreachable-action.ts";
import { waitOnVoice } from "./rule/wait-on-voice.ts";
import type { Rule } from "./rule.ts";

/** Every rule: first the form, then what Connect refuses, then what does not work as meant. */
export const RULES: readonly Rule[] = [
  structure,
  unknownType,
  duplicateIdentifier,
  danglingTarget,
  nextAction,
  parameters,
  errorBranches,
  conditions,
  flowTypeRule,
  limits,
  jsonpath,
  unencryptedEntry,
  endlessLoop,
  asyncStart,
  unreachableAction,
  outdatedType,
  apiUpload,
  attributeNames,
  lambdaTimeout,
  waitOnVoice,
  loggedEntry,
];
