import { clock } from "../../aws/clock.ts";
import { readEnvironment } from "../../aws/environment.ts";
import { type AccountBalance, accountBalance } from "./account-balance.ts";
import { demoVariables } from "./settings.ts";

const environment = readEnvironment(demoVariables);

const system = { clock, delaySeconds: environment.BALANCE_DELAY_SECONDS };

/** Written for a flow to call directly; here the state machine calls it. */
export function handler(event: unknown): Promise<AccountBalance> {
  return accountBalance(system, event);
}
