import { generateKeyPairSync } from "node:crypto";

/** A key pair for encrypted input, as Connect's security keys page takes the public half. */
export interface SecurityKey {
  /** Connect's id of the key; flows give it as `EncryptionKeyId`. */
  readonly id: string;
  /** PEM; flows give it as `Key`. */
  readonly publicKey: string;
  /** PEM, PKCS 8; for the function that decrypts. */
  readonly privateKey: string;
}

/** Makes one; 2048 bits take some tens of milliseconds. */
export function makeSecurityKey(id: string): SecurityKey {
  const pair = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });
  return { id, ...pair };
}
