import { buildDecrypt } from "@aws-crypto/decrypt-node";
import { RawRsaKeyringNode } from "@aws-crypto/raw-rsa-keyring-node";
import { describe, expect, it } from "vitest";
import { Centre, MORNING, wayOf } from "../../a-centre.ts";
import { aFlow, HANG_UP, says } from "../../a-flow.ts";
import { scriptedCaller } from "../../caller/scripted-caller.ts";
import { makeSecurityKey } from "../../instance/security-key.ts";
import type { JsonObject } from "../../language/json.ts";
import type { CallResult } from "../../simulator/call.ts";

function stores(parameters: JsonObject = {}) {
  return aFlow({
    on: ["UpdateFlowLoggingBehavior", { FlowLoggingBehavior: "Enabled" }, { next: "ask" }],
    ask: [
      "GetParticipantInput",
      {
        Text: "Enter it.",
        StoreInput: "True",
        InputTimeLimitSeconds: "5",
        InputValidation: { CustomValidation: { MaximumLength: "16" } },
        ...parameters,
      },
      { next: "keep", NoMatchingError: "end", InvalidPhoneNumber: "wrong" },
    ],
    keep: [
      "UpdateContactAttributes",
      { Attributes: { entered: "$.StoredCustomerInput" } },
      { next: "end", NoMatchingError: "end" },
    ],
    wrong: says("That is no number.", "end"),
    end: HANG_UP,
  });
}

async function entered(script: string, parameters: JsonObject = {}, centre = new Centre()) {
  return centre.run(stores(parameters), scriptedCaller(script, centre.clock));
}

function valueIn({ contacts }: CallResult): string | undefined {
  return contacts[0]?.attributes["entered"];
}

describe("stored input", () => {
  it.each([
    ["ends with #", "4111#", {}, "4111"],
    [
      "ends when it is as long as can be",
      "12345",
      { CustomValidation: { MaximumLength: "4" } },
      "1234",
    ],
    ["is what was entered when no more comes", "41", {}, "41"],
    ["is deleted by *", "99*41#", {}, "41"],
    ["is Timeout when nothing comes, on the success branch", "-", {}, "Timeout"],
    ["is Timeout when everything was deleted", "12*", {}, "Timeout"],
    ["is empty when only # comes", "#", {}, ""],
  ])("%s", async (_, script, validation, value) => {
    const parameters = "CustomValidation" in validation ? { InputValidation: validation } : {};
    expect(valueIn(await entered(script, parameters as JsonObject))).toBe(value);
  });

  it.each([
    ["*", { DisableCancelKey: "True" }, "12*3#", "12*3"],
    ["##", { InputTerminationSequence: "##" }, "1#2##", "1#2"],
    ["*9", { InputTerminationSequence: "*9" }, "12*9", "12"],
  ])("takes %s as configured", async (_, DTMFConfiguration, script, value) => {
    expect(valueIn(await entered(script, { DTMFConfiguration }))).toBe(value);
  });

  it("waits 5 s for the next key, or as long as configured", async () => {
    const centre = new Centre();
    const DTMFConfiguration = { InterdigitTimeLimitSeconds: "12" };
    const result = await entered("1,11s,2", { DTMFConfiguration }, centre);
    expect(valueIn(result)).toBe("12");
    expect(result.trace.path.at(-1)?.at).toBe(MORNING + 800 + 11_000 + 12_000);
    expect(valueIn(await entered("1,6s,2"))).toBe("1");
  });

  it.each([
    ["0211234567#", { NumberFormat: "Local", CountryCode: "NZ" }, "+64211234567"],
    ["64211234567#", { NumberFormat: "E164" }, "+64211234567"],
  ])("makes E.164 of the telephone number %s", async (script, PhoneNumberValidation, value) => {
    expect(valueIn(await entered(script, { InputValidation: { PhoneNumberValidation } }))).toBe(
      value,
    );
  });

  it.each([
    ["12#", { NumberFormat: "Local", CountryCode: "NZ" }],
    ["5550100#", { NumberFormat: "Local", CountryCode: "??" }],
    ["999#", { NumberFormat: "E164" }],
  ])("takes the branch for %s, which is no number", async (script, PhoneNumberValidation) => {
    const result = await entered(script, { InputValidation: { PhoneNumberValidation } });
    expect(wayOf(result)).toContain("ask: InvalidPhoneNumber");
  });
});

describe("encrypted input", () => {
  const key = makeSecurityKey("a1b2c3d4-1111-4000-8000-000000000001");
  const InputEncryption = { EncryptionKeyId: key.id, Key: key.publicKey };

  it("is a message only the private key opens, as Connect writes it", async () => {
    const message = valueIn(await entered("4111111111111111#", { InputEncryption })) ?? "";
    // Version 1 of the message format: its first byte is 1, its second 0x80.
    expect(Buffer.from(message, "base64").subarray(0, 2).toString("hex")).toBe("0180");
    const { decrypt } = buildDecrypt("FORBID_ENCRYPT_ALLOW_DECRYPT" as never);
    const keyring = new RawRsaKeyringNode({
      keyName: key.id,
      keyNamespace: "AmazonConnect",
      rsaKey: { privateKey: key.privateKey },
      oaepHash: "sha512",
    });
    const { plaintext } = await decrypt(keyring, Buffer.from(message, "base64"));
    expect(plaintext.toString()).toBe("4111111111111111");
  });

  it("shows in no trace and no log", async () => {
    const centre = new Centre();
    const { trace } = await entered("4111111111111111#", { InputEncryption }, centre);
    expect(trace.keys).toBe("•".repeat(17));
    expect(JSON.stringify([trace.entries, centre.emissions])).not.toContain("4111111111111111");
  });

  it("leaves a timeout readable, so that flows can branch on it", async () => {
    expect(valueIn(await entered("-", { InputEncryption }))).toBe("Timeout");
  });

  it("takes the error branch where the key is none", async () => {
    const broken = { EncryptionKeyId: key.id, Key: "-----BEGIN PUBLIC KEY-----\nno\n" };
    const result = await entered("4111#", { InputEncryption: broken });
    expect(wayOf(result)).toContain("ask: NoMatchingError");
  });
});
