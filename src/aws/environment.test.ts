import { describe, expect, it } from "vitest";
import { type Declaration, readEnvironment } from "./environment.ts";
import { ConfigurationError } from "./errors.ts";

const variables = {
  TABLE: { kind: "text", meaning: "name of the table", alias: "TABLENAME" },
  REGION: { kind: "text", meaning: "region of the table", default: "ap-southeast-2" },
  INSTANCE: { kind: "text", meaning: "whose events are taken; empty: all", default: "" },
  TTL: { kind: "whole-number", meaning: "how long", unit: "seconds", default: "60" },
  DELAY: { kind: "whole-number", meaning: "how late", unit: "seconds", default: "5", least: 0 },
} as const satisfies Declaration;

describe("the environment", () => {
  it("is read as declared, with its defaults", () => {
    expect(readEnvironment(variables, { TABLE: "claims", OTHER: "x" })).toEqual({
      TABLE: "claims",
      REGION: "ap-southeast-2",
      INSTANCE: "",
      TTL: 60,
      DELAY: 5,
    });
  });

  it("wins over the defaults", () => {
    const source = { TABLE: "t", REGION: "eu-west-2", INSTANCE: "arn", TTL: "1", DELAY: "0" };
    const read = { TABLE: "t", REGION: "eu-west-2", INSTANCE: "arn", TTL: 1, DELAY: 0 };
    expect(readEnvironment(variables, source)).toEqual(read);
  });

  it("may use the older spelling, which the newer one wins over", () => {
    expect(readEnvironment(variables, { TABLENAME: "old" }).TABLE).toBe("old");
    expect(readEnvironment(variables, { TABLENAME: "old", TABLE: "new" }).TABLE).toBe("new");
    expect(readEnvironment(variables, { TABLENAME: "old", TABLE: "" }).TABLE).toBe("old");
  });

  it("takes an empty text for an absent one", () => {
    expect(readEnvironment(variables, { TABLE: "t", TTL: "", REGION: "" })).toMatchObject({
      TTL: 60,
      REGION: "ap-southeast-2",
    });
  });

  it.each([[{}], [{ TABLE: "" }], [{ TABLE: undefined }], [{ TABLENAME: "" }]])(
    "is refused by the name of what is missing: %o",
    (source) => {
      const error = refusal(source);
      expect(error.variable).toBe("TABLE");
      expect(error.message).toBe(
        "Environment variable TABLE is required: name of the table." +
          " Set it on the function and deploy again.",
      );
    },
  );

  it.each(["0", "-1", "1.5", "1e3", "0x10", " 5", "5 ", "soon", "9007199254740993", "٥"])(
    "is refused when a whole number is %o",
    (TTL) => {
      const error = refusal({ TABLE: "t", TTL });
      expect(error.variable).toBe("TTL");
      expect(error.message).toBe(
        `Environment variable TTL must be a whole number of seconds >= 1, got "${TTL}".` +
          " Set it on the function and deploy again.",
      );
    },
  );

  it("is refused by the smallest number that is declared", () => {
    expect(refusal({ TABLE: "t", DELAY: "-1" }).message).toContain("DELAY must be");
  });

  it("is not told in an error beyond the variable in question", () => {
    const secrets = { AWS_SECRET_ACCESS_KEY: "hunter2", REGION: "hunter2", TTL: "soon" };
    expect(refusal(secrets).message).not.toContain("hunter2");
    expect(refusal({ ...secrets, TABLE: "hunter2" }).message).not.toContain("hunter2");
  });
});

function refusal(source: Readonly<Record<string, string | undefined>>): ConfigurationError {
  try {
    readEnvironment(variables, source);
  } catch (error) {
    if (error instanceof ConfigurationError) return error;
    throw error;
  }
  throw new Error("expected a ConfigurationError, got the variables");
}
