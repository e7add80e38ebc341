import { Contact } from "../local/connect/contact.ts";
import { flowEventOf } from "../local/connect/flow-event.ts";
import { Random } from "../local/random.ts";
import { LOCAL_INSTANCE, type LocalStack, startStack } from "../local/stack.ts";

/** Runs `work` against a stack of its own, on a free port, in the stack's own time. */
export async function withStack<T>(work: (stack: LocalStack) => Promise<T>): Promise<T> {
  const stack = await startStack({ port: 0, startAt: Date.UTC(2026, 0, 5, 8), endpoints: {} });
  try {
    return await stack.clock.drive(() => work(stack));
  } finally {
    await stack.close();
  }
}

const random = new Random(1);

/** A contact of a caller of its own. */
export function aContact(stack: LocalStack, index: number): Contact {
  return new Contact(stack.clock, {
    contactId: random.uuid(),
    initiationMethod: "INBOUND",
    customerAddress: `+64216${String(index).padStart(6, "0")}`,
    systemAddress: "+6448300100",
  });
}

/** The payload of a Lambda block. */
export function payload(contact: Contact, parameters: Readonly<Record<string, string>>): string {
  return JSON.stringify(flowEventOf(contact, LOCAL_INSTANCE, parameters));
}
