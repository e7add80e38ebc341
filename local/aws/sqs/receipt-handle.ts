import { ServiceError } from "../service.ts";

/** Which receive of which message a handle stands for. */
export interface Receipt {
  readonly queue: string;
  readonly messageId: string;
  /** The message's receive count at that time, which makes every handle a new one. */
  readonly receive: number;
}

/** To clients a handle is opaque; it carries its receipt, so that none has to be remembered. */
export function receiptHandle(receipt: Receipt): string {
  const { queue, messageId, receive } = receipt;
  return Buffer.from(JSON.stringify([queue, messageId, receive])).toString("base64url");
}

/** @throws {ServiceError} `ReceiptHandleIsInvalid` for what this queue never gave out */
export function readReceipt(handle: string, queue: string): Receipt {
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(handle, "base64url").toString());
  } catch {
    throw invalidHandle(queue);
  }
  if (!Array.isArray(parts) || parts.length !== 3) throw invalidHandle(queue);
  const [from, messageId, receive] = parts;
  if (from !== queue || typeof messageId !== "string" || typeof receive !== "number") {
    throw invalidHandle(queue);
  }
  return { queue, messageId, receive };
}

function invalidHandle(queue: string): ServiceError {
  return new ServiceError(
    "ReceiptHandleIsInvalid",
    `The input receipt handle is invalid: queue ${queue} gave out no such handle.`,
  );
}
