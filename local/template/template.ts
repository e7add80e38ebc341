/** A CloudFormation template, as far as the local stack looks at it. */
export interface Template {
  readonly Parameters?: Readonly<Record<string, TemplateParameter>>;
  readonly Conditions?: Readonly<Record<string, unknown>>;
  readonly Resources?: Readonly<Record<string, TemplateResource>>;
  readonly Outputs?: Readonly<Record<string, TemplateOutput>>;
}

export interface TemplateParameter {
  readonly Type: string;
  readonly Default?: string | number;
  readonly AllowedValues?: readonly (string | number)[];
  readonly AllowedPattern?: string;
  readonly ConstraintDescription?: string;
}

export interface TemplateResource {
  readonly Type: string;
  readonly Condition?: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
}

export interface TemplateOutput {
  readonly Value: unknown;
  readonly Condition?: string;
}

/** Where the template is taken to be deployed. */
export interface Deployment {
  readonly region: string;
  /** Twelve digits. */
  readonly account: string;
  readonly stackName: string;
  /** Base of queue URLs, e.g. `http://127.0.0.1:4566`: the SDK sends to the queue URL's own host. */
  readonly endpoint: string;
  /** Values of template parameters. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** Values of parameters that the template may have; they win over its defaults. */
  readonly offered?: Readonly<Record<string, string>>;
}
