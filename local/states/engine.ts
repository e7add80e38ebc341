import type { LocalClock } from "../clock/clock.ts";
import { Random } from "../random.ts";
import { executionArn, type Home, machineArn, roleArn } from "./arn.ts";
import { type StatusChange, statusChange } from "./description.ts";
import { Execution, type Means } from "./execution.ts";
import { Executions, type Retention } from "./executions.ts";
import type { Integrations } from "./integrations.ts";
import type { Json } from "./json.ts";
import type { Machine } from "./machine.ts";
import { TaskTokens } from "./task-tokens.ts";

export interface EngineOptions {
  readonly clock: LocalClock;
  readonly region: string;
  readonly account: string;
  readonly integrations: Integrations;
  /** Told of every start and every end, in the form EventBridge gives it to its rules. */
  readonly onStatusChange?: (detail: StatusChange) => void;
  /** Of jitter, ids, tokens and `$random`; absent: 1. */
  readonly seed?: number;
  /** Absent: 2,000 closed executions and 100,000 names. */
  readonly retention?: Retention;
}

export type MachineType = "STANDARD" | "EXPRESS";

/** A machine under its name. */
export interface Registered {
  readonly arn: string;
  readonly name: string;
  readonly type: MachineType;
  readonly roleArn: string;
  /** Epoch milliseconds. */
  readonly createdAt: number;
  readonly machine: Machine;
}

/** Machines and executions, without the protocol in front. */
export class StatesEngine {
  readonly home: Home;
  readonly clock: LocalClock;
  readonly tokens: TaskTokens;
  readonly executions: Executions;
  readonly #machines = new Map<string, Registered>();
  readonly #means: Means;
  readonly #random: Random;
  #started = 0;
  readonly #tell: (execution: Execution) => void;

  constructor(options: EngineOptions) {
    const { clock, region, account, integrations, onStatusChange } = options;
    this.home = { region, account };
    this.clock = clock;
    this.#random = new Random(options.seed ?? 1);
    this.tokens = new TaskTokens(clock, this.#random);
    this.executions = new Executions(options.retention ?? { closed: 2_000, names: 100_000 });
    this.#means = { clock, integrations, tokens: this.tokens, random: this.#random };
    this.#tell = (execution) => onStatusChange?.(statusChange(execution));
  }

  /** A machine of the same name is replaced for executions started from now on. */
  register(name: string, machine: Machine, type: MachineType): Registered {
    const arn = machineArn(this.home, name);
    const createdAt = this.clock.now();
    const registered = { arn, name, type, machine, createdAt, roleArn: roleArn(this.home, name) };
    this.#machines.set(arn, registered);
    return registered;
  }

  machine(arn: string): Registered | undefined {
    return this.#machines.get(arn);
  }

  machines(): Registered[] {
    return [...this.#machines.values()];
  }

  freshName(): string {
    return this.#random.uuid();
  }

  arnOf(of: Registered, executionName: string): string {
    return executionArn(this.home, of.name, executionName);
  }

  /** Starts without asking whether the name was used before. */
  start(of: Registered, name: string, input: Json): Execution {
    this.#started += 1;
    const identity = {
      number: this.#started,
      arn: this.arnOf(of, name),
      name,
      machineArn: of.arn,
      machineName: of.name,
      roleArn: of.roleArn,
      region: this.home.region,
    };
    const execution = new Execution(identity, input, this.#means, (ended) => {
      this.executions.close(ended, this.clock.now());
      this.#tell(ended);
    });
    this.executions.add(execution);
    this.#tell(execution);
    execution.start(of.machine);
    return execution;
  }
}
