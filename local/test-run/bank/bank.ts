import { functionArns } from "../../bank-line/bank-functions.ts";
import {
  type FlowDirectory,
  flowArns,
  flowFilesIn,
  readFlowDirectory,
} from "../../bank-line/flow-directory.ts";
import type { Values } from "../../bank-line/placeholders.ts";
import { makeSecurityKey, type SecurityKey } from "../../connect/instance/security-key.ts";
import type { InvokeFunction } from "../../connect/lambda-block.ts";
import { type DemoBank, openDemoBank } from "../../demo-bank.ts";
import { LOCAL_INSTANCE } from "../../instance.ts";
import { openCentre, type TestCentre } from "./centre.ts";

/** A Monday morning. */
const STARTS_AT = Date.UTC(2026, 0, 5, 8);

/** A bank whose telephone line is tested: one stack for a whole run, and a centre for each test. */
export interface TestBank {
  readonly stack: DemoBank;
  readonly flows: FlowDirectory;
  /** What placeholders of flows and tests stand for. */
  readonly values: Values;
  readonly key: SecurityKey;
  /** A centre that nobody has called yet, in a bank that keeps nothing. One at a time. */
  openCentre(options: {
    readonly seed: number;
    /** Takes the place of the bank's functions where it likes. */
    readonly invoke: (bank: InvokeFunction) => InvokeFunction;
    /** ARNs of what must be there beside what flows name. */
    readonly named: readonly string[];
  }): TestCentre;
  close(): Promise<void>;
}

/**
 * Opens a bank around the flows of a directory. Its stores are always its own, wherever
 * AWS_ENDPOINT_URL points to: between tests they are emptied.
 * @throws FlowDirectoryError, and what `openDemoBank` does
 */
export async function openTestBank(options: {
  readonly flows: string;
  readonly seed: number;
}): Promise<TestBank> {
  const { seed } = options;
  const stack = await openDemoBank({ port: 0, startAt: STARTS_AT, seed, endpoints: {} });
  try {
    const key = makeSecurityKey("tests");
    const files = flowFilesIn(options.flows);
    const values: Values = {
      ...flowArns(files, LOCAL_INSTANCE),
      ...functionArns(stack.description),
      ServiceQueueArn: `${LOCAL_INSTANCE.arn}/queue/service`,
      InputEncryptionKeyId: key.id,
      // It stands inside a JSON text as the deployment writes it: line ends as `\n`.
      InputEncryptionKey: key.publicKey,
    };
    const flows = readFlowDirectory(options.flows, LOCAL_INSTANCE, values);
    return {
      stack,
      flows,
      values,
      key,
      openCentre(setup) {
        return openCentre({ ...setup, stack, flows });
      },
      close: () => stack.close(),
    };
  } catch (error) {
    await stack.close();
    throw error;
  }
}
