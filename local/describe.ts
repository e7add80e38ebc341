import { fileURLToPath } from "node:url";
import type { Endpoints } from "./endpoints.ts";
import { LOCAL_PARAMETERS, LOCAL_RECORDINGS } from "./instance.ts";
import type { StackOptions } from "./local-stack.ts";
import type { StackDescription } from "./template/description.ts";
import { loadTemplate } from "./template/load-template.ts";
import type { StateMachineDescription } from "./template/state-machine.ts";
import { LOCAL_ACCOUNT, LOCAL_REGION } from "./where.ts";

const STACK_NAME = "Linekeeper";

/**
 * What the synthesized template declares, deployed here, and what is there beside it.
 * @param url of the door
 * @throws TemplateFileError, TemplateError
 */
export function describeStack(
  options: Pick<StackOptions, "assembly" | "parameters" | "buckets" | "machineTimeouts">,
  url: string,
  endpoints: Endpoints,
): StackDescription {
  const description = loadTemplate(options.assembly ?? defaultAssembly(), {
    region: LOCAL_REGION,
    account: LOCAL_ACCOUNT,
    stackName: STACK_NAME,
    endpoint: endpoints.sqs ?? url,
    offered: LOCAL_PARAMETERS,
    ...(options.parameters && { parameters: options.parameters }),
  });
  const onBus = (options.buckets ?? [LOCAL_RECORDINGS.bucket]).map((bucket) => ({
    bucket,
    eventBridge: true,
    targets: [],
  }));
  const { machineTimeouts = {} } = options;
  return {
    ...description,
    notifications: [...description.notifications, ...onBus],
    stateMachines: description.stateMachines.map((machine) =>
      withTimeout(machine, machineTimeouts[machine.name]),
    ),
  };
}

function withTimeout(
  machine: StateMachineDescription,
  TimeoutSeconds: number | undefined,
): StateMachineDescription {
  if (TimeoutSeconds === undefined) return machine;
  const definition: object = JSON.parse(machine.definition);
  return { ...machine, definition: JSON.stringify({ ...definition, TimeoutSeconds }) };
}

/** The table whose partition key has this name. @throws Error when there is none */
export function tableWith(description: StackDescription, partitionKey: string): string {
  const table = description.tables.find(({ keySchema }) =>
    keySchema.some((key) => key.AttributeName === partitionKey && key.KeyType === "HASH"),
  );
  if (table === undefined) throw new Error(`no table of the template has the key ${partitionKey}`);
  return table.name;
}

function defaultAssembly(): string {
  return fileURLToPath(new URL("../cdk.out", import.meta.url));
}
