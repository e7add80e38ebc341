import { Conditions } from "./conditions.ts";
import { type Named, nameOf } from "./identity.ts";
import { functionIn, INTRINSICS, NO_VALUE, type Scope } from "./intrinsics.ts";
import { Parameters } from "./parameters.ts";
import type { Deployment, Template, TemplateResource } from "./template.ts";
import { Place } from "./template-error.ts";

/** Resolves the values of one template, deployed at one place. */
export class Resolver implements Scope {
  readonly deployment: Deployment;
  readonly #parameters: Parameters;
  readonly #conditions: Conditions;
  readonly #resources: Readonly<Record<string, TemplateResource>>;
  readonly #named = new Map<string, Named>();
  readonly #naming = new Set<string>();

  constructor(template: Template, deployment: Deployment) {
    this.deployment = deployment;
    this.#parameters = new Parameters(template, deployment);
    this.#conditions = new Conditions(template.Conditions ?? {}, (value, place) =>
      this.resolve(value, place),
    );
    this.#resources = Object.fromEntries(
      Object.entries(template.Resources ?? {}).filter(
        ([id, { Condition }]) =>
          Condition === undefined || this.#conditions.holds(Condition, new Place(id, "Condition")),
      ),
    );
  }

  /** The resources whose condition holds, by logical id. */
  get resources(): Readonly<Record<string, TemplateResource>> {
    return this.#resources;
  }

  /** Whether the named condition of the template holds. */
  holds(condition: string, place: Place): boolean {
    return this.#conditions.holds(condition, place);
  }

  /**
   * The value without intrinsics; `undefined` for `AWS::NoValue`.
   * @throws TemplateError
   */
  resolve(value: unknown, place: Place): unknown {
    const resolved = this.resolveInside(value, place);
    return resolved === NO_VALUE ? undefined : resolved;
  }

  /** As `resolve`, but `NO_VALUE` stays, so that the surrounding list or object can leave it out. */
  resolveInside(value: unknown, place: Place): unknown {
    if (Array.isArray(value)) {
      return value
        .map((item, index) => this.resolveInside(item, place.at(index)))
        .filter((item) => item !== NO_VALUE);
    }
    if (typeof value !== "object" || value === null) return value;
    const call = functionIn(value);
    if (call !== undefined) {
      const intrinsic = INTRINSICS[call.name];
      if (intrinsic === undefined) throw place.error(`${call.name} is not supported locally.`);
      return intrinsic(call.argument, place.at(call.name), this);
    }
    const entries = Object.entries(value)
      .map(([key, item]) => [key, this.resolveInside(item, place.at(key))] as const)
      .filter(([, item]) => item !== NO_VALUE);
    return Object.fromEntries(entries);
  }

  /** What `Ref` gives. */
  reference(name: string, place: Place): unknown {
    const parameter = this.#parameters.value(name, place);
    return parameter ?? this.named(name, place).identity.ref;
  }

  /** Name and references of a resource. */
  named(logicalId: string, place: Place): Named {
    const known = this.#named.get(logicalId);
    if (known !== undefined) return known;
    const resource = this.#resources[logicalId];
    if (resource === undefined) {
      throw place.error(`refers to ${logicalId}, which the template does not create.`);
    }
    if (this.#naming.has(logicalId)) {
      throw place.error(`refers to ${logicalId}, whose name refers back to here.`);
    }
    this.#naming.add(logicalId);
    try {
      const named = nameOf(logicalId, this.#resources, this.deployment, place, (property) =>
        this.resolve(resource.Properties?.[property], new Place(logicalId, property)),
      );
      this.#named.set(logicalId, named);
      return named;
    } finally {
      this.#naming.delete(logicalId);
    }
  }
}
