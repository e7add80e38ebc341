import type { buildEncrypt } from "@aws-crypto/encrypt-node";
import type { Parameters } from "../../flow/parameters.ts";

/**
 * Connect's messages carry no key commitment: functions that decrypt them build their client with
 * this policy.
 */
const POLICY = "FORBID_ENCRYPT_ALLOW_DECRYPT" as Parameters0<typeof buildEncrypt>;

type Parameters0<F> = F extends (first: infer P) => unknown ? P : never;

/** Only flows that encrypt pay for them. */
function libraries() {
  return Promise.all([
    import("@aws-crypto/encrypt-node"),
    import("@aws-crypto/raw-rsa-keyring-node"),
  ]);
}

/**
 * Input as Connect encrypts it: a message of the AWS Encryption SDK, in base64, its data key wrapped
 * with RSA-OAEP and SHA-512 under the provider `AmazonConnect` and the key's id. Without a key the
 * input itself. Undefined where the key is none.
 * https://docs.aws.amazon.com/connect/latest/adminguide/encrypt-data.html
 * @param encryption `EncryptionKeyId` and `Key`, a public key or certificate in PEM
 */
export async function encrypted(
  input: string,
  encryption: Parameters,
): Promise<string | undefined> {
  const publicKey = encryption.filled("Key");
  if (publicKey === undefined) return input;
  const keyName = encryption.filled("EncryptionKeyId");
  if (keyName === undefined) return undefined;
  const [{ buildEncrypt }, { RawRsaKeyringNode }] = await libraries();
  const { encrypt } = buildEncrypt(POLICY);
  try {
    const keyring = new RawRsaKeyringNode({
      keyName,
      keyNamespace: "AmazonConnect",
      rsaKey: { publicKey },
      oaepHash: "sha512",
    });
    const { result } = await encrypt(keyring, input);
    return result.toString("base64");
  } catch {
    return undefined;
  }
}
