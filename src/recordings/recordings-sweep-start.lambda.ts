import { SFNClient } from "@aws-sdk/client-sfn";
import type { ScheduledEvent } from "aws-lambda";
import { NOBODY_WAITS } from "../aws/client-limits.ts";
import { clock } from "../aws/clock.ts";
import { readEnvironment } from "../aws/environment.ts";
import { outcomesOf } from "../aws/outcomes.ts";
import { sweepStartVariables } from "./settings.ts";
import { startSweep } from "./start-sweep.ts";

const environment = readEnvironment(sweepStartVariables);

const room = {
  client: new SFNClient({ region: environment.AWS_REGION, ...NOBODY_WAITS }),
  stateMachineArn: environment.SWEEP_STATE_MACHINE_ARN,
  clock,
  outcomes: outcomesOf("recordings"),
};

/** Called by the schedule, on minutes divisible by five. */
export async function handler(event: ScheduledEvent): Promise<void> {
  try {
    await startSweep(room, event);
  } finally {
    room.outcomes.publish();
  }
}
