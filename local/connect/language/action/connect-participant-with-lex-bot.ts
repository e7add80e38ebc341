import { type ActionType, IN, NO_MATCHING_CONDITION, NO_MATCHING_ERROR } from "../action-type.ts";
import {
  atMostOne,
  exactlyOne,
  map,
  number,
  object,
  required,
  resource,
  text,
} from "../parameter.ts";
import { PROMPT, PROMPT_MEMBERS } from "../prompt.ts";

export const connectParticipantWithLexBot: ActionType = {
  block: "Get customer input (Amazon Lex)",
  logName: "GetUserInput",
  flowTypes: [...IN.flow, ...IN.transfer, ...IN.queue],
  elsewhere: "doubtful",
  voice: true,
  form: {
    parameters: {
      ...PROMPT,
      LexV2Bot: object({ AliasArn: required(resource("Lex bot alias")) }),
      LexBot: object({ Name: required(text()), Region: text(), Alias: required(text()) }),
      LexSessionAttributes: map(text()),
      LexInitializationData: object({ InitialMessage: text() }),
      LexTimeoutSeconds: object({ Text: number(60, 604_800) }),
    },
    groups: [atMostOne(...PROMPT_MEMBERS), exactlyOne("LexV2Bot", "LexBot")],
    errors: {
      expected: [NO_MATCHING_CONDITION, NO_MATCHING_ERROR],
      possible: ["InputTimeLimitExceeded"],
    },
    conditions: { operators: ["Equals"] },
    next: "optional",
  },
};
