import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { ListExecutionsCommand } from "@aws-sdk/client-sfn";
import { LocalClock } from "../../local/clock/clock.ts";
import { TaskFailure } from "../../local/states/integrations.ts";
import { readMachine } from "../../local/states/machine.ts";
import { StatesService } from "../../local/states/service.ts";
import { startSweep } from "../../src/recordings/start-sweep.ts";
import { sweepStep } from "../../src/recordings/sweep.ts";
import { ACCOUNT, REGION } from "../factories/instance.ts";
import { eventTime, MORNING } from "../factories/time.ts";
import { openEndpoints } from "./endpoints.ts";
import { RecordingsRoom } from "./room.ts";

const FILE = fileURLToPath(new URL("../../src/recordings/recordings.asl.json", import.meta.url));
const FUNCTION = `arn:aws:lambda:${REGION}:${ACCOUNT}:function:sweep`;

/** The definition with its placeholder filled in. */
export function sweepDefinition(): string {
  return readFileSync(FILE, "utf8").replaceAll(["$", "{SweepFunction}"].join(""), FUNCTION);
}

/** The state machine on the engine, its function around a room of its own, all on one driven clock. */
export class SweepMachine {
  readonly room: RecordingsRoom<LocalClock>;
  readonly clock: LocalClock;
  readonly states: StatesService;
  readonly machineArn: string;
  /** The steps that were run, in order. */
  readonly steps: string[];

  private constructor(
    room: RecordingsRoom<LocalClock>,
    states: StatesService,
    machineArn: string,
    steps: string[],
  ) {
    this.room = room;
    this.clock = room.clock;
    this.states = states;
    this.machineArn = machineArn;
    this.steps = steps;
  }

  static async open(): Promise<SweepMachine> {
    const clock = new LocalClock(MORNING);
    const steps: string[] = [];
    const states: StatesService = new StatesService({
      clock,
      region: REGION,
      account: ACCOUNT,
      integrations: {
        invokeLambda: async (_arn, input) => {
          steps.push((input as { step: string }).step);
          try {
            return await sweepStep(room.room(), input, room.stepMs);
          } catch (error) {
            throw new TaskFailure((error as Error).name, "{}");
          }
        },
        call: () => Promise.reject(new Error("nothing else is called")),
      },
    });
    const room = new RecordingsRoom(await openEndpoints(clock, states, clock), clock);
    const machineArn = states.addMachine("recordings", readMachine(sweepDefinition()));
    return new SweepMachine(room, states, machineArn, steps);
  }

  /** What the schedule does, with an event of some seconds after MORNING. */
  start(seconds: number): Promise<void> {
    return this.startWith({ time: eventTime(MORNING + seconds * 1000) });
  }

  startWith(event: object): Promise<void> {
    const { clock, outcomes, endpoints } = this.room;
    const { sfn: client } = endpoints.clients;
    return startSweep({ client, stateMachineArn: this.machineArn, clock, outcomes }, event);
  }

  /** Starts a sweep and lets it come to its end. */
  async run(seconds: number): Promise<Execution> {
    this.steps.length = 0;
    return this.clock.drive(async () => {
      await this.start(seconds);
      const [newest] = await this.executions();
      await this.states.ended(newest?.executionArn ?? "");
      const [ended] = await this.executions();
      return ended as Execution;
    });
  }

  async executions() {
    const { executions = [] } = await this.room.endpoints.clients.sfn.send(
      new ListExecutionsCommand({ stateMachineArn: this.machineArn }),
    );
    return executions;
  }
}

type Execution = Awaited<ReturnType<SweepMachine["executions"]>>[number];
