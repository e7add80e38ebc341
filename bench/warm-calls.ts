import { GetItemCommand } from "@aws-sdk/client-dynamodb";
import { DescribeExecutionCommand, SFNClient } from "@aws-sdk/client-sfn";
import { table } from "../cli/terminal/table.ts";
import { flowFunctions } from "../local/story/callers/flow-functions.ts";
import { LOCAL_CREDENTIALS, LOCAL_REGION } from "../local/where.ts";
import { aContact, payload, withStack } from "./bench-stack.ts";
import { median } from "./median.ts";

const RUNS = 300;

/**
 * What does a warm call cost beyond its AWS call? The whole invocation beside the same kind of call
 * by a bare client, against the same local endpoint, alternating; medians.
 */
export function warmCalls(): Promise<string> {
  return withStack(async (stack) => {
    const { set, check, asyncFunction } = flowFunctions(stack.description);
    const table_ = stack.description.tables.find(({ keySchema }) =>
      keySchema.some((key) => key.AttributeName === "caller_id"),
    );
    const sfn = new SFNClient({
      region: LOCAL_REGION,
      endpoint: stack.url,
      credentials: LOCAL_CREDENTIALS,
    });
    const contact = aContact(stack, 1);
    const started = await stack.invoke(asyncFunction, payload(contact, { request_id: "1" }));
    const { execution_id } = JSON.parse(started.payload) as Record<string, string>;
    const bareDynamo = () =>
      stack.dynamodb.send(
        new GetItemCommand({
          TableName: table_?.name,
          Key: { caller_id: { S: contact.customerAddress } },
          ConsistentRead: true,
        }),
      );
    const bareSfn = () => sfn.send(new DescribeExecutionCommand({ executionArn: execution_id }));
    const number = contact.customerAddress;
    const rows = [
      await beside("set", bareDynamo, () =>
        stack.invoke(set, payload(contact, { callback_number: number })),
      ),
      await beside("check", bareDynamo, () => stack.invoke(check, payload(contact, {}))),
      await beside("async poll", bareSfn, () =>
        stack.invoke(asyncFunction, payload(contact, { execution_id: execution_id ?? "" })),
      ),
    ];
    sfn.destroy();
    return table(["call", "whole ms", "bare AWS call ms", "beyond it ms"], rows);
  });
}

async function beside(
  name: string,
  bare: () => Promise<unknown>,
  whole: () => Promise<unknown>,
): Promise<string[]> {
  const times: { bare: number[]; whole: number[] } = { bare: [], whole: [] };
  for (let run = 0; run < RUNS; run += 1) {
    times.bare.push(await milliseconds(bare));
    times.whole.push(await milliseconds(whole));
  }
  const [w, b] = [median(times.whole), median(times.bare)];
  return [name, w.toFixed(2), b.toFixed(2), (w - b).toFixed(2)];
}

async function milliseconds(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}
