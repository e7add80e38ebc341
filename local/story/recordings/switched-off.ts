import { showContact } from "../../../src/recordings/show.ts";
import type { Contact } from "../../connect/contact.ts";
import type { DemoBank } from "../../demo-bank.ts";
import { MINUTE } from "../day.ts";
import type { Witness } from "../witness.ts";
import type { Heard } from "./heard.ts";
import { ledgerOf } from "./promised-recordings.ts";
import type { RequestedExecutions } from "./requested-executions.ts";

/** The stack's grace period: who hears only later that recording is off may have missed it already. */
const GRACE = 15 * MINUTE;

/** A call whose newest block switched recording off is closed, and nobody is asked for its recording. */
export async function holdSwitchedOff(
  bank: DemoBank,
  witness: Witness,
  contacts: readonly Contact[],
  heard: Heard,
  executions: RequestedExecutions,
): Promise<void> {
  for (const contact of contacts) {
    const { contactId, connectedToAgentAt, disconnectedAt = 0 } = contact;
    const heardAt = heard.switchedOff(contact);
    if (heardAt === undefined || connectedToAgentAt === undefined) continue;
    const row = await showContact(ledgerOf(bank), contactId);
    const asked = heardAt < disconnectedAt + GRACE ? executions.of(contactId) : 0;
    witness.check(
      "whatIsSwitchedOffIsNotJudged",
      row?.closedReason === "RECORDING_DISABLED" && row.verdict === undefined && asked === 0,
      () =>
        `contact ${contactId}, not to be recorded, is ${row?.closedReason ?? "not closed"}, ${row?.verdict}, and was asked for ${asked} times`,
    );
  }
}
