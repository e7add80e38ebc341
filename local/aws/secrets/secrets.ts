import { createHash } from "node:crypto";
import * as v from "valibot";
import type { LocalClock } from "../../clock/clock.ts";
import { type JsonService, ServiceError } from "../service.ts";
import { secretArn } from "./secret-arn.ts";

interface Secret {
  readonly name: string;
  readonly arn: string;
  /** Absent for a secret that is declared and has no value. */
  value?: string;
}

const INPUT = v.strictObject({
  SecretId: v.string(),
  VersionStage: v.optional(v.literal("AWSCURRENT")),
});

/**
 * Secrets Manager, read only: values are given when the stack starts.
 * https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html
 */
export class Secrets implements JsonService {
  readonly operations = {
    GetSecretValue: (input: unknown): object => this.#value(input),
    DescribeSecret: (input: unknown): object => {
      const { name, arn } = this.#find(input);
      return { ARN: arn, Name: name, CreatedDate: this.#createdAt };
    },
  };
  readonly #place: { readonly region: string; readonly account: string };
  /** Epoch seconds. */
  readonly #createdAt: number;
  readonly #secrets: Secret[] = [];

  constructor(options: {
    readonly clock: LocalClock;
    readonly region: string;
    readonly account: string;
  }) {
    this.#place = options;
    this.#createdAt = options.clock.now() / 1_000;
  }

  /** A secret of the template, in which a value may stand; `set` gives it another. */
  declare({ name, arn, value }: Secret): void {
    this.#secrets.push({ name, arn, ...(value !== undefined && { value }) });
  }

  /** Gives a secret its value, by name or ARN; one that is not declared is there from now on. */
  set(nameOrArn: string, value: string): void {
    const known = this.#secrets.find((secret) => isCalled(secret, nameOrArn));
    if (known) known.value = value;
    else this.#secrets.push({ ...this.#identity(nameOrArn), value });
  }

  #value(input: unknown): object {
    const { name, arn, value } = this.#find(input);
    if (value === undefined) {
      throw notFound(
        "Secrets Manager can't find the specified secret value for staging label: AWSCURRENT",
      );
    }
    return {
      ARN: arn,
      Name: name,
      SecretString: value,
      VersionId: versionId(value),
      VersionStages: ["AWSCURRENT"],
      CreatedDate: this.#createdAt,
    };
  }

  #find(input: unknown): Secret {
    const parsed = v.safeParse(INPUT, input);
    if (!parsed.success) {
      const parameter = v.getDotPath(parsed.issues[0]) ?? "input";
      throw new ServiceError(
        "InvalidParameterException",
        `${parameter}: ${parsed.issues[0].message}`,
      );
    }
    const secret = this.#secrets.find((one) => isCalled(one, parsed.output.SecretId));
    if (secret) return secret;
    throw notFound("Secrets Manager can't find the specified secret.");
  }

  #identity(nameOrArn: string): { readonly name: string; readonly arn: string } {
    const { region, account } = this.#place;
    const name = /:secret:(.+?)(?:-[A-Za-z0-9]{6})?$/.exec(nameOrArn)?.[1];
    if (name !== undefined) return { name, arn: nameOrArn };
    return { name: nameOrArn, arn: secretArn(nameOrArn, { region, account }) };
  }
}

/** By its name, its ARN, or its ARN without the six characters. */
function isCalled({ name, arn }: Secret, asked: string): boolean {
  return asked === name || asked === arn || asked === arn.replace(/-[A-Za-z0-9]{6}$/, "");
}

function notFound(message: string): ServiceError {
  return new ServiceError("ResourceNotFoundException", message);
}

/** A new value is a new version; a UUID that follows from it. */
function versionId(value: string): string {
  const hex = createHash("sha256").update(value).digest("hex");
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20, 32),
  ].join("-");
}
