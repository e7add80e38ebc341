import type { JsonService } from "../aws/service.ts";
import { type EngineOptions, type MachineType, StatesEngine } from "./engine.ts";
import { type Machine, readMachine } from "./machine.ts";
import {
  describeExecution,
  getExecutionHistory,
  listExecutions,
  startExecution,
  stopExecution,
  unknownExecution,
} from "./operations/executions.ts";
import {
  createStateMachine,
  describeStateMachine,
  listStateMachines,
} from "./operations/machines.ts";
import { sendTaskFailure, sendTaskHeartbeat, sendTaskSuccess } from "./operations/tasks.ts";
import { checkedName, type Request } from "./request.ts";

/** A machine to be, its placeholders already filled in. */
interface NewStateMachine {
  readonly name: string;
  /** ASL, as text or object. */
  readonly definition: string | object;
  readonly type?: MachineType;
}

type Operation = (request: Request) => Promise<unknown> | unknown;

/** Step Functions' API (AwsJson 1.0, `AWSStepFunctions.<Operation>`) over the engine. */
export class StatesService implements JsonService {
  readonly operations: Readonly<Record<string, Operation>>;
  readonly #engine: StatesEngine;

  constructor(options: EngineOptions) {
    const engine = new StatesEngine(options);
    this.#engine = engine;
    this.operations = {
      CreateStateMachine: (request) => createStateMachine(engine, request),
      DescribeStateMachine: (request) => describeStateMachine(engine, request),
      ListStateMachines: (request) => listStateMachines(engine, request),
      StartExecution: (request) => startExecution(engine, request),
      DescribeExecution: (request) => describeExecution(engine, request),
      GetExecutionHistory: (request) => getExecutionHistory(engine, request),
      ListExecutions: (request) => listExecutions(engine, request),
      StopExecution: (request) => stopExecution(engine, request),
      SendTaskSuccess: (request) => sendTaskSuccess(engine, request),
      SendTaskFailure: (request) => sendTaskFailure(engine, request),
      SendTaskHeartbeat: (request) => sendTaskHeartbeat(engine, request),
    };
  }

  /**
   * @returns the machine's ARN
   * @throws InvalidDefinitionError naming state, field and reason
   */
  createStateMachine(given: NewStateMachine): string {
    return this.addMachine(given.name, readMachine(given.definition), given.type);
  }

  /** The same for a machine that is already read. */
  addMachine(name: string, machine: Machine, type: MachineType = "STANDARD"): string {
    return this.#engine.register(checkedName(name), machine, type).arn;
  }

  /**
   * Resolves once the execution has ended, at once if it has; virtual time may pass meanwhile.
   * @throws ServiceError ExecutionDoesNotExist
   */
  async ended(executionArn: string): Promise<void> {
    const { executions, clock } = this.#engine;
    const execution = executions.find(executionArn);
    if (execution) await clock.waiting(execution.ended());
    else if (!executions.wasUsed(executionArn, clock.now())) throw unknownExecution(executionArn);
  }
}
