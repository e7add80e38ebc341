import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { Instance } from "../connect/contact.ts";
import type { FlowResource } from "../connect/instance/resources.ts";
import { readFlow } from "../connect/language/read-flow.ts";
import { filledIn, UnknownPlaceholderError, type Values } from "./placeholders.ts";

/** A directory of flows that cannot be tested. */
export class FlowDirectoryError extends Error {
  override readonly name = "FlowDirectoryError";
}

/** The flows of a directory, by the names of their files. */
export interface FlowDirectory {
  /** By file name without `.json`. */
  readonly flows: ReadonlyMap<string, FlowResource>;
  /** The name of the file that a flow is in; undefined for one that Connect has by itself. */
  fileOf(flowArn: string): string | undefined;
}

/** Files of flows in a directory, without `.json`, sorted; other JSON is left alone. */
export function flowFilesIn(directory: string): readonly string[] {
  let names: readonly string[];
  try {
    names = readdirSync(directory).filter((name) => name.endsWith(".json"));
  } catch {
    return [];
  }
  const flows = names.filter((name) => isFlow(join(directory, name)));
  return flows.map((name) => basename(name, ".json")).sort();
}

/** A flow, or an export from before 2020, which is refused later and in words. */
function isFlow(path: string): boolean {
  return /"StartAction"|"modules"\s*:\s*\[/.test(readFileSync(path, "utf8"));
}

/** The ARNs that flows get, each under the placeholder of its file: `MakePaymentFlowArn`. */
export function flowArns(files: readonly string[], instance: Instance): Values {
  return Object.fromEntries(files.map((file) => [placeholderOf(file), arnOf(file, instance)]));
}

/**
 * Reads every flow of a directory, placeholders filled in.
 * @throws FlowDirectoryError naming the file and what is wrong with it
 */
export function readFlowDirectory(
  directory: string,
  instance: Instance,
  values: Values,
): FlowDirectory {
  const files = flowFilesIn(directory);
  if (files.length === 0) throw new FlowDirectoryError(`there are no flows in ${directory}`);
  const flows = new Map(
    files.map((file) => [file, readOne(join(directory, `${file}.json`), file, instance, values)]),
  );
  const byArn = new Map([...flows].map(([file, { arn }]) => [arn, file]));
  return { flows, fileOf: (arn) => byArn.get(arn) };
}

function readOne(path: string, file: string, instance: Instance, values: Values): FlowResource {
  try {
    const flow = readFlow(filledIn(readFileSync(path, "utf8"), values));
    const name = flow.Metadata["name"];
    return {
      arn: arnOf(file, instance),
      name: typeof name === "string" && name !== "" ? name : file,
      flow,
    };
  } catch (error) {
    const message = (error as Error).message.replace(/\.$/, "");
    const advice =
      error instanceof UnknownPlaceholderError ? "" : ". linekeeper lint says more about it";
    throw new FlowDirectoryError(`${path}: ${message}${advice}`);
  }
}

function arnOf(file: string, { arn }: Instance): string {
  return `${arn}/contact-flow/${file}`;
}

/** `make-payment`: `MakePaymentFlowArn`. */
function placeholderOf(file: string): string {
  const words = file.split(/[^A-Za-z0-9]+/).filter((word) => word !== "");
  return `${words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("")}FlowArn`;
}
