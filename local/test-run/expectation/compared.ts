import type { buildDecrypt } from "@aws-crypto/decrypt-node";
import type { SecurityKey } from "../../connect/instance/security-key.ts";

/** Connect's messages carry no key commitment. */
const POLICY = "FORBID_ENCRYPT_ALLOW_DECRYPT" as Exclude<
  Parameters<typeof buildDecrypt>[0],
  object | undefined
>;

/** Ciphertext would fill the screen, and an ARN must not be cut. */
const LONGEST = 200;

/** Stands for any ciphertext that was made with the instance's security key. */
const ENCRYPTED = "<encrypted>";

type Texts = Readonly<Record<string, string>>;

/**
 * Compares those texts that are expected; one that is absent is an empty one.
 * @param of whose they are, for the message
 */
export async function compared(
  of: string,
  expected: Texts,
  actual: Readonly<Record<string, unknown>>,
  key: SecurityKey,
): Promise<readonly string[]> {
  const wrong: string[] = [];
  for (const [name, wanted] of Object.entries(expected)) {
    const is = String(actual[name] ?? "");
    const right = wanted === ENCRYPTED ? await isCiphertext(is, key) : is === wanted;
    if (!right) wrong.push(`${of} ${name}: expected "${wanted}", and it is "${shortened(is)}"`);
  }
  return wrong;
}

function shortened(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

/** Whether it can be decrypted with the instance's key. */
async function isCiphertext(text: string, { id, privateKey }: SecurityKey): Promise<boolean> {
  const [decryption, { RawRsaKeyringNode }] = await Promise.all([
    import("@aws-crypto/decrypt-node"),
    import("@aws-crypto/raw-rsa-keyring-node"),
  ]);
  const keyring = new RawRsaKeyringNode({
    keyName: id,
    keyNamespace: "AmazonConnect",
    rsaKey: { privateKey },
    oaepHash: "sha512",
  });
  const { decrypt } = decryption.buildDecrypt(POLICY);
  return decrypt(keyring, Buffer.from(text, "base64")).then(
    () => true,
    () => false,
  );
}
