import { Command, InvalidArgumentError, Option } from "commander";
import {
  type ContactState,
  STATES,
  VERDICTS,
  type Verdict,
} from "../../src/recordings/contact-state.ts";
import { listByState, listByVerdict } from "../../src/recordings/list.ts";
import { showContact } from "../../src/recordings/show.ts";
import { EXIT } from "../exit.ts";
import { reaching } from "../target.ts";
import { style } from "../terminal/style.ts";
import { attributesOf, drawContact, drawContacts } from "./drawing.ts";
import { type ContactsOptions, contactIdArgument, contactsOptions, ledgerOf } from "./options.ts";
import { verifyCommand } from "./verify.ts";

interface ListOptions extends ContactsOptions {
  readonly state?: ContactState;
  readonly verdict?: Verdict;
  readonly limit: number;
}

/** `linekeeper contacts list | show | verify` */
export function contactsCommand(): Command {
  return new Command("contacts")
    .description("calls that are watched, and whether they are recorded")
    .addCommand(
      contactsOptions("list")
        .description("list the contacts with something left to check, those due first")
        .addOption(
          new Option("--state <state>", `only those in this state: ${words(STATES)}`).argParser(
            oneOf(STATES),
          ),
        )
        .addOption(
          new Option("--verdict <verdict>", `those with this verdict: ${words(VERDICTS)}`)
            .argParser(oneOf(VERDICTS))
            .conflicts("state"),
        )
        .addOption(
          new Option("--limit <contacts>", "of each state or verdict, 100 at most")
            .argParser(limit)
            .default(100),
        )
        .action((options: ListOptions) => reaching(options, "DYNAMODB", () => list(options))),
    )
    .addCommand(
      contactsOptions("show")
        .description("show one contact, and its story")
        .argument("<contactId>", "", contactIdArgument)
        .action((id: string, options: ContactsOptions) =>
          reaching(options, "DYNAMODB", () => show(id, options)),
        ),
    )
    .addCommand(verifyCommand());
}

async function list(options: ListOptions): Promise<void> {
  const ledger = ledgerOf(options);
  const { state, verdict, limit: most } = options;
  const lists = verdict
    ? [listByVerdict(ledger, verdict, most)]
    : (state ? [state] : Object.values(STATES)).map((one) => listByState(ledger, one, most));
  const found = await Promise.all(lists);
  const contacts = found.flat();
  if (options.json) return console.log(JSON.stringify({ contacts: contacts.map(attributesOf) }));
  if (contacts.length === 0) return console.log("No contact, in this state or in any.");
  console.log(drawContacts(contacts, ledger.clock.now()));
  if (found.some(({ length }) => length >= most)) {
    console.log(style.quiet(`there may be more: ${most} of each state or verdict are shown`));
  }
}

async function show(contactId: string, options: ContactsOptions): Promise<void> {
  const ledger = ledgerOf(options);
  const row = await showContact(ledger, contactId);
  if (row === undefined) {
    console.log(options.json ? '{"contact":null}' : `The ledger does not know ${contactId}.`);
    process.exitCode = EXIT.failed;
    return;
  }
  console.log(drawContact(row, ledger.clock.now(), options));
}

/** Takes `completed-agent` for `COMPLETED - AGENT`, too. */
function oneOf<T extends string>(choices: Readonly<Record<string, T>>): (text: string) => T {
  return (text) => {
    const found = Object.values(choices).find((one) => inWord(one) === inWord(text));
    if (found !== undefined) return found;
    throw new InvalidArgumentError(`It must be one of ${words(choices)}.`);
  };
}

function words(choices: Readonly<Record<string, string>>): string {
  return Object.values(choices).map(inWord).join(", ");
}

function inWord(text: string): string {
  return text.toLowerCase().replaceAll(/[^a-z]+/g, "-");
}

function limit(text: string): number {
  if (/^[1-9]\d?$|^100$/.test(text)) return Number(text);
  throw new InvalidArgumentError("It must be a whole number from 1 to 100.");
}
