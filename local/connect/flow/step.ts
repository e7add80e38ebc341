import type { LocalClock } from "../../clock/clock.ts";
import type { Contact } from "../contact.ts";
import type { LogContent } from "../emissions/emitter.ts";
import { logNameOf } from "../language/action-types.ts";
import type { FlowAction } from "../language/flow.ts";
import type { CallContext } from "./call-context.ts";
import type { FlowRun } from "./flow-run.ts";
import type { Outcome } from "./outcome.ts";
import { Parameters } from "./parameters.ts";
import type { World } from "./world.ts";

/** What an action does. One file per action type in `local/connect/action`. */
export type RunAction = (step: Step) => Outcome | Promise<Outcome>;

/** One action, run once. */
export class Step {
  readonly run: FlowRun;
  readonly action: FlowAction;
  readonly parameters: Parameters;

  constructor(run: FlowRun, action: FlowAction, given = action.Parameters) {
    this.run = run;
    this.action = action;
    this.parameters = new Parameters(given, () => run.roots());
  }

  get contact(): Contact {
    return this.run.contact;
  }

  get call(): CallContext {
    return this.run.call;
  }

  get world(): World {
    return this.run.world;
  }

  get clock(): LocalClock {
    return this.run.world.clock;
  }

  /** Lets time pass. @throws Interrupted */
  async pause(milliseconds: number): Promise<void> {
    await this.run.interruption.pause(this.clock, this.clock.now() + milliseconds);
    this.call.progress.took(milliseconds);
  }

  /** Writes a flow-log line, where Connect's name of the block is known. */
  log(content: LogContent): void {
    const moduleType = logNameOf(this.action);
    if (moduleType === undefined) return;
    const { contact, run, action } = this;
    const block = { contact, flow: run.flow, identifier: action.Identifier, moduleType };
    this.world.emitter.log(block, content);
  }

  warn(text: string): void {
    this.call.warn(
      `${this.action.Type} "${this.action.Identifier}": ${text}`,
      this.action.Identifier,
    );
  }
}
