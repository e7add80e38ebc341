import { openBankLine } from "../../bank-line/open-bank-line.ts";
import { scriptedCaller } from "../../connect/caller/scripted-caller.ts";
import type { Contact } from "../../connect/contact.ts";
import type { ContactSimulator } from "../../connect/simulator/contact-simulator.ts";
import type { DemoBank } from "../../demo-bank.ts";
import { FATES } from "../../export-platform/fates.ts";
import { Random } from "../../random.ts";
import type { Chapter } from "../chapter.ts";
import { HOUR } from "../day.ts";
import type { Witness } from "../witness.ts";
import type { Heard } from "./heard.ts";
import { LedgerSampler } from "./ledger-sampler.ts";
import { type CallFate, type PlannedContact, planContacts } from "./plan.ts";
import { holdQueueRows, holdVerdicts, type Watched, watchedOf } from "./promised-recordings.ts";
import { RequestedExecutions } from "./requested-executions.ts";
import { staff } from "./staff.ts";
import { holdSwitchedOff } from "./switched-off.ts";
import { addUnrecordedFlow, UNRECORDED_FLOW } from "./unrecorded-flow.ts";
import { watchedEmissions } from "./watched-emissions.ts";

export interface RecordingsReport {
  readonly recordings: {
    readonly CALL_RECORDED_SUCCESS: number;
    readonly CALL_RECORDED_FAILURE: number;
    /** Of the successes those whose recording reconciliation brought. */
    readonly recovered: number;
    /** Expected, and without a verdict. */
    readonly open: number;
  };
  readonly describeContactCalls: number;
}

/** What somebody who watches is told. */
export interface RecordingsAudience {
  watched(planned: PlannedContact, at: number, text: string): void;
}

export interface RecordingsOptions {
  readonly seed: number;
  readonly count: number;
  readonly audience: RecordingsAudience;
  /** Listens to the bank that all chapters call. */
  readonly heard: Heard;
  /** Contacts that other chapters made, whose verdicts must hold as well. */
  readonly others: () => readonly Contact[];
}

const DAY_MS: number = 24 * HOUR;

const KEYS: Readonly<Record<CallFate, string>> = {
  answered: "0",
  abandoned: "0,45s,hangup",
  "hung-up-in-the-menu": "3s,hangup",
  transferred: "0",
  "called-back": "0,1",
  "recording-switched-off": "-",
  "switched-off-and-abandoned": "45s,hangup",
};

/**
 * A day of calls whose recordings are watched: what Connect tells of them is late, lost, repeated and
 * out of order, and the recordings come late, never, or only through reconciliation.
 */
export function recordingsChapter(
  bank: DemoBank,
  witness: Witness,
  options: RecordingsOptions,
): Chapter<RecordingsReport> {
  const { clock } = bank;
  const random = new Random(options.seed + 32_452_843);
  const begun = clock.now();
  const planned = planContacts(options.count, random, DAY_MS - (begun % DAY_MS));
  const byNumber = new Map(planned.map((one) => [one.number, one]));
  const mine = new Set<string>();
  const executions = new RequestedExecutions(bank);
  const sampler = new LedgerSampler(bank, witness);
  const simulator: ContactSimulator = openBankLine(bank, {
    seed: options.seed + 49_979_687,
    emissions: (stack) => watchedEmissions(stack, mine, { clock, random, fateOf }),
    // A caller in a queue without agents would wait a week for the callback.
    settings: { callbackExpirySeconds: 6 * 3600 },
  });
  let watched: readonly Watched[] = [];
  let over = false;

  function fateOf(contactId: string) {
    const number = simulator.contact(contactId)?.customerAddress ?? "";
    const fate = byNumber.get(number)?.recording ?? "in-time";
    if (fate === "lost-for-good") bank.exportPlatform.script(contactId, FATES["export-fails"]);
    return fate;
  }

  async function place(one: PlannedContact): Promise<void> {
    await clock.sleep(one.arrivesAfter);
    simulator.addPhone(one.number, { rings: () => ({ answersAfterSeconds: 8 }) });
    const call = simulator.call({
      from: one.number,
      caller: scriptedCaller(KEYS[one.fate], clock),
      ...(one.fate.includes("switched-off") && { flow: UNRECORDED_FLOW }),
    });
    await clock.waiting(call.ended());
    options.audience.watched(one, clock.now(), one.fate.replaceAll("-", " "));
  }

  return {
    name: "recordings",
    async play() {
      addUnrecordedFlow(simulator, "service");
      staff(simulator, (number) => byNumber.get(number), random);
      const stop = executions.watch();
      const sampling = clock.start("sampler", () => sampler.watch(() => over));
      const all = planned.map((one) => clock.start(one.fate, () => place(one)));
      await clock.waiting(Promise.all(all));
      await clock.waiting(simulator.settled());
      // The last may be lost, looked for in vain, exported, and found.
      await clock.sleep(4 * HOUR);
      over = true;
      await clock.waiting(sampling);
      stop();
    },
    async check() {
      const contacts = [...mine].flatMap((id) => simulator.contact(id) ?? []);
      watched = await watchedOf(bank, [...contacts, ...options.others()], options.heard);
      witness.check("noContactGoesBackwards", sampler.looks > 0, () => "nobody looked");
      holdVerdicts(witness, watched);
      await holdSwitchedOff(bank, witness, contacts, options.heard, executions);
      await holdQueueRows(bank, witness);
      executions.hold(witness, mine);
    },
    report: () => ({
      recordings: {
        CALL_RECORDED_SUCCESS: count(({ row }) => row?.verdict === "CALL_RECORDED_SUCCESS"),
        CALL_RECORDED_FAILURE: count(({ row }) => row?.verdict === "CALL_RECORDED_FAILURE"),
        recovered: count(
          ({ row, contact }) =>
            row?.verdict === "CALL_RECORDED_SUCCESS" &&
            executions.of(contact.contactId) > 0 &&
            byNumber.get(contact.customerAddress)?.recording.startsWith("lost") === true,
        ),
        open: count(({ row }) => row?.verdict === undefined),
      },
      describeContactCalls: bank.connectApi.calls.DescribeContact,
    }),
  };

  function count(of: (one: Watched) => boolean): number {
    return watched.filter(of).length;
  }
}
