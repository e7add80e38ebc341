import { ServiceError } from "../../aws/service.ts";
import type { Registered, StatesEngine } from "../engine.ts";
import { type Machine, readMachine } from "../machine.ts";
import { page } from "../page.ts";
import { InvalidDefinitionError } from "../refused.ts";
import {
  checkedName,
  invalid,
  optionalText,
  type Request,
  requiredArn,
  requiredText,
} from "../request.ts";

type Answer = Record<string, unknown>;

export function createStateMachine(engine: StatesEngine, request: Request): Answer {
  const name = checkedName(requiredText(request, "name"));
  const type = optionalText(request, "type") ?? "STANDARD";
  if (type !== "STANDARD" && type !== "EXPRESS") throw invalidType(type);
  const machine = machineIn(requiredText(request, "definition"));
  const known = engine.machines().find((one) => one.name === name);
  if (known && known.machine.definition !== machine.definition) {
    const message = `State Machine Already Exists: '${known.arn}'`;
    throw new ServiceError("StateMachineAlreadyExists", message);
  }
  if (known) return { stateMachineArn: known.arn, creationDate: known.createdAt / 1_000 };
  const registered = engine.register(name, machine, type);
  return { stateMachineArn: registered.arn, creationDate: registered.createdAt / 1_000 };
}

export function describeStateMachine(engine: StatesEngine, request: Request): Answer {
  const found = requiredMachine(engine, request);
  return {
    stateMachineArn: found.arn,
    name: found.name,
    status: "ACTIVE",
    definition: found.machine.definition,
    roleArn: found.roleArn,
    type: found.type,
    creationDate: found.createdAt / 1_000,
    loggingConfiguration: { level: "OFF", includeExecutionData: false },
    tracingConfiguration: { enabled: false },
  };
}

export function listStateMachines(engine: StatesEngine, request: Request): Answer {
  const { items, next } = page(engine.machines(), request, "machines", ({ arn }) => arn);
  const stateMachines = items.map(({ arn, name, type, createdAt }) => ({
    stateMachineArn: arn,
    name,
    type,
    creationDate: createdAt / 1_000,
  }));
  return { stateMachines, ...next };
}

/** @throws ServiceError InvalidArn, StateMachineDoesNotExist */
export function requiredMachine(engine: StatesEngine, request: Request): Registered {
  const arn = requiredArn(request, "stateMachineArn", "stateMachine");
  const found = engine.machine(arn);
  if (found) return found;
  throw new ServiceError("StateMachineDoesNotExist", `State Machine Does Not Exist: '${arn}'`);
}

function invalidType(type: string): ServiceError {
  return invalid(
    `Value '${type}' at 'type' failed to satisfy constraint: Member must satisfy enum value set: [STANDARD, EXPRESS]`,
  );
}

/** @throws ServiceError InvalidDefinition */
function machineIn(definition: string): Machine {
  try {
    return readMachine(definition);
  } catch (error) {
    if (!(error instanceof InvalidDefinitionError)) throw error;
    throw new ServiceError(
      "InvalidDefinition",
      `Invalid State Machine Definition: '${error.message}'`,
    );
  }
}
