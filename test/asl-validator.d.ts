/** The package brings no types of its own. */
declare module "asl-validator" {
  interface Finding {
    readonly Message: string;
    /** Only where the JSON schema refused something. */
    readonly schemaError?: { readonly instancePath: string };
  }

  function validator(definition: unknown): { readonly errors: readonly Finding[] };
  export = validator;
}
