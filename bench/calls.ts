import { table } from "../cli/terminal/table.ts";
import { flowFunctions } from "../local/story/callers/flow-functions.ts";
import { aContact, payload, withStack } from "./bench-stack.ts";

/** How many AWS calls does each thing that a flow asks for cost? Counted at the door. */
export function calls(): Promise<string> {
  return withStack(async (stack) => {
    const { set, clear, check, asyncFunction } = flowFunctions(stack.description);
    const contact = aContact(stack, 1);
    const number = contact.customerAddress;
    const rows: string[][] = [];
    let answer: Record<string, string> = {};
    const count = async (what: string, name: string, parameters: Record<string, string>) => {
      stack.faults.reset();
      const result = await stack.invoke(name, payload(contact, parameters));
      answer = JSON.parse(result.payload) as Record<string, string>;
      const made = Object.entries(stack.faults.counts());
      const total = made.reduce((sum, [, calls]) => sum + calls, 0);
      rows.push([what, String(total), made.map(([call, n]) => `${n} ${call}`).join(", ")]);
    };
    await count("set", set, { callback_number: number });
    await count("set, duplicate", set, { callback_number: number });
    await count("clear", clear, { callback_number: number });
    await count("check", check, {});
    await count("take", check, { action: "take" });
    await count("clear tracker", check, { action: "clear" });
    await count("async start", asyncFunction, { request_id: "1" });
    await count("async poll", asyncFunction, { execution_id: answer["execution_id"] ?? "" });
    await stack.clock.sleep(60_000);
    await count("async result", asyncFunction, { execution_id: answer["execution_id"] ?? "" });
    return table(["asked by the flow", "AWS calls", "which"], rows);
  });
}
