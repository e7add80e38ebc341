/**
 * What flows of one contact have come to know. It outlives a transfer to another flow, but no
 * contact record and no new contact sees it.
 */
export class ContactData {
  /** `$.External`: the last Lambda block's answer, and nothing of those before. */
  external: Readonly<Record<string, unknown>> = {};
  /** `$.StoredCustomerInput` */
  storedCustomerInput: string | undefined;
  /** `$.LambdaInvocation` */
  lambdaInvocation: Readonly<Record<string, unknown>> = {};
  /** `$.Metrics` */
  metrics: Readonly<Record<string, unknown>> = {};
  /** `$.Lex`, which only a stub can fill. */
  lex: Readonly<Record<string, unknown>> = {};
  /** How often each Loop has been passed, by flow and identifier. */
  readonly loops: Map<string, number> = new Map();
}
