import type { Deployment, Template, TemplateParameter } from "./template.ts";
import { Place } from "./template-error.ts";

const PARTITION = "aws";

/**
 * Values of parameters and pseudo parameters.
 * @throws TemplateError for a given value that the template does not know or does not allow, and
 * for a parameter without a value when it is asked for
 */
export class Parameters {
  readonly #declared: Readonly<Record<string, TemplateParameter>>;
  readonly #given: Readonly<Record<string, string>>;
  readonly #offered: Readonly<Record<string, string>>;
  readonly #pseudo: Readonly<Record<string, string>>;

  constructor(template: Template, deployment: Deployment) {
    this.#declared = template.Parameters ?? {};
    this.#given = deployment.parameters ?? {};
    this.#offered = deployment.offered ?? {};
    this.#pseudo = pseudoParameters(deployment);
    for (const [name, value] of Object.entries(this.#given)) this.#check(name, value);
    for (const [name, value] of Object.entries(this.#offered)) {
      if (Object.hasOwn(this.#declared, name)) this.#check(name, value);
    }
  }

  /** The value; a list for the list types; undefined when there is no such parameter. */
  value(name: string, place: Place): string | string[] | undefined {
    const pseudo = this.#pseudo[name];
    if (pseudo !== undefined) return pseudo;
    const declared = this.#declared[name];
    if (declared === undefined) return undefined;
    const given = this.#given[name] ?? this.#offered[name];
    if (given === undefined && declared.Type.startsWith("AWS::SSM::Parameter::Value")) {
      throw place.error(
        `parameter ${name} is read from the Systems Manager of an account, which a laptop has not. ` +
          "Give its value when the stack starts.",
      );
    }
    const value = given ?? declared.Default;
    if (value === undefined) {
      throw place.error(
        `parameter ${name} has no value and no default. Give its value when the stack starts.`,
      );
    }
    return isList(declared) ? String(value).split(",") : String(value);
  }

  #check(name: string, value: string): void {
    const declared = this.#declared[name];
    const place = new Place("Parameters", name);
    if (declared === undefined) {
      const known = Object.keys(this.#declared).join(", ") || "none";
      throw place.error(`the template has no such parameter. It has: ${known}.`);
    }
    const { AllowedValues: values, AllowedPattern: pattern } = declared;
    const allowed =
      (values === undefined || values.map(String).includes(value)) &&
      (pattern === undefined || new RegExp(`^(?:${pattern})$`).test(value));
    if (allowed) return;
    const rule = declared.ConstraintDescription ?? values?.join(", ") ?? pattern;
    throw place.error(`expected ${rule}, got "${value}".`);
  }
}

function isList(parameter: TemplateParameter): boolean {
  return parameter.Type === "CommaDelimitedList" || parameter.Type.startsWith("List<");
}

function pseudoParameters({ region, account, stackName }: Deployment): Record<string, string> {
  return {
    "AWS::Region": region,
    "AWS::AccountId": account,
    "AWS::Partition": PARTITION,
    "AWS::URLSuffix": "amazonaws.com",
    "AWS::StackName": stackName,
    "AWS::StackId": `arn:${PARTITION}:cloudformation:${region}:${account}:stack/${stackName}/00000000-0000-0000-0000-000000000000`,
  };
}
