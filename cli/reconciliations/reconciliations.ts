import { Command, Option } from "commander";
import { clock } from "../../src/aws/clock.ts";
import { listReconciliations } from "../../src/reconciliation/list.ts";
import { showReconciliation } from "../../src/reconciliation/show.ts";
import {
  RECONCILIATION_STATUSES,
  RECONCILIATION_TABLE_NAME,
  type Reconciliation,
  type ReconciliationStatus,
} from "../../src/reconciliation/table.ts";
import { EXIT } from "../exit.ts";
import { seeExecution, withoutData } from "../states/execution.ts";
import { tableName } from "../table-name.ts";
import { dynamoDB, reaching, stepFunctions, type TargetOptions, withTarget } from "../target.ts";
import { drawReconciliation, drawReconciliations } from "./drawing.ts";
import { redriveCommand } from "./redrive.ts";

interface Options extends TargetOptions {
  readonly table: string;
  readonly json?: boolean;
  readonly status?: ReconciliationStatus;
}

/** `linekeeper reconciliations list | show | redrive` */
export function reconciliationsCommand(): Command {
  return new Command("reconciliations")
    .description("recordings that were missing, and what became of them")
    .addCommand(
      common("list")
        .description("list the reconciliations, those longest in their status first")
        .addOption(
          new Option("--status <status>", "only those in this status").choices(
            RECONCILIATION_STATUSES,
          ),
        )
        .action((options: Options) => reaching(options, "DYNAMODB", () => list(options))),
    )
    .addCommand(
      common("show")
        .description("show one reconciliation, and the path of its execution")
        .argument("<dialogGroupId>", "of an agent's call, its contact id")
        .action((id: string, options: Options) =>
          reaching(options, "DYNAMODB", () => show(id, options)),
        ),
    )
    .addCommand(redriveCommand());
}

function common(name: string): Command {
  return withTarget(new Command(name))
    .option(
      "--table <name>",
      "name of the reconciliation table",
      tableName,
      RECONCILIATION_TABLE_NAME,
    )
    .option("--json", "print one JSON object");
}

async function list(options: Options): Promise<void> {
  const store = { client: dynamoDB(options), table: options.table };
  const found: Reconciliation[] = [];
  const statuses = options.status ? [options.status] : RECONCILIATION_STATUSES;
  for (const status of statuses) {
    for await (const one of listReconciliations(store, status)) found.push(one);
  }
  if (options.json) return console.log(JSON.stringify({ reconciliations: found }));
  if (found.length > 0) return console.log(drawReconciliations(found, clock.now()));
  console.log(options.status ? `No reconciliation is ${options.status}.` : "No reconciliation.");
}

async function show(dialogGroupId: string, options: Options): Promise<void> {
  const store = { client: dynamoDB(options), table: options.table };
  const item = await showReconciliation(store, dialogGroupId);
  if (item === undefined) {
    const none = `There is no reconciliation of ${dialogGroupId}.`;
    console.log(options.json ? '{"reconciliation":null}' : none);
    process.exitCode = EXIT.failed;
    return;
  }
  const seen = await reaching(options, "SFN", () =>
    seeExecution(stepFunctions(options), item.executionArn),
  );
  const execution = seen && withoutData(seen);
  if (options.json) {
    return console.log(JSON.stringify({ reconciliation: item, execution: execution ?? null }));
  }
  console.log(drawReconciliation(item, execution));
}
