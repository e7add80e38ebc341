import { Command, InvalidArgumentError } from "commander";
import { clock } from "../../src/aws/clock.ts";
import type { Ledger } from "../../src/recordings/ledger.ts";
import { CONTACTS_TABLE_NAME } from "../../src/recordings/table.ts";
import { tableName } from "../table-name.ts";
import { dynamoDB, type TargetOptions, withTarget } from "../target.ts";

export interface ContactsOptions extends TargetOptions {
  readonly table: string;
  readonly json?: boolean;
}

/** A command that reads the ledger. */
export function contactsOptions(name: string): Command {
  return withTarget(new Command(name))
    .option("--table <name>", "name of the contact ledger's table", tableName, CONTACTS_TABLE_NAME)
    .option("--json", "print one JSON object");
}

/** An id that the table takes as its key. */
export function contactIdArgument(text: string): string {
  if (text.length > 0 && text.length <= 256) return text;
  throw new InvalidArgumentError("It must be a contact's id.");
}

export function ledgerOf(options: ContactsOptions): Ledger {
  return { client: dynamoDB(options), table: options.table, clock };
}
