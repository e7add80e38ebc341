import { fileURLToPath } from "node:url";
import type { Instance } from "../connect/contact.ts";
import { Resources } from "../connect/instance/resources.ts";
import { makeSecurityKey } from "../connect/instance/security-key.ts";
import type { StackDescription } from "../template/description.ts";
import { functionArns } from "./bank-functions.ts";
import { flowArns, flowFilesIn, readFlowDirectory } from "./flow-directory.ts";
import type { Values } from "./placeholders.ts";

/** The directory of the demo bank's flows. */
export const BANK_FLOWS: string = fileURLToPath(new URL("../../flows", import.meta.url));

/** The bank's numbers, and the queue that each one's callers wait in. */
export const BANK_NUMBERS = { service: "+6448300100", sales: "+6448300200" } as const;

export type BankQueue = keyof typeof BANK_NUMBERS;

export const BANK_QUEUES: readonly BankQueue[] = ["service", "sales"];

/**
 * The demo bank's flows as they are deployed: once for each number, with a queue of its own.
 * @throws FlowDirectoryError, naming the file
 */
export function bankResources(instance: Instance, description: StackDescription): Resources {
  const resources = new Resources(instance);
  const key = makeSecurityKey("demo-bank");
  const shared: Values = {
    ...functionArns(description),
    InputEncryptionKeyId: key.id,
    InputEncryptionKey: key.publicKey,
  };
  for (const name of BANK_QUEUES) deploy(resources, instance, name, shared);
  return resources;
}

function deploy(resources: Resources, instance: Instance, name: BankQueue, shared: Values): void {
  const prefix = name === "service" ? "" : `${name}-`;
  const arns = Object.entries(flowArns(flowFilesIn(BANK_FLOWS), instance)).map(
    ([placeholder, arn]) => [placeholder, arn.replace("/contact-flow/", `/contact-flow/${prefix}`)],
  );
  const { flows } = readFlowDirectory(BANK_FLOWS, instance, {
    ...shared,
    ...Object.fromEntries(arns),
    ServiceQueueArn: `${instance.arn}/queue/${name}`,
  });
  for (const [file, { name: title, flow }] of flows) {
    resources.addFlow(title, flow, { id: `${prefix}${file}` });
  }
  resources.addQueue(name, { outboundWhisperFlow: `${prefix}outbound-whisper` });
  resources.addNumber(BANK_NUMBERS[name], `${prefix}entry`);
}
