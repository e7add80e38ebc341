import { Resources } from "../../connect/instance/resources.ts";
import { flowType } from "../../connect/language/flow-type.ts";
import { readFlow } from "../../connect/language/read-flow.ts";
import { LOCAL_INSTANCE } from "../../instance.ts";
import { filledIn, placeholdersIn, type Values } from "../placeholders.ts";
import type { FlowFiles } from "./flow-files.ts";
import { intoQueue } from "./into-queue.ts";
import { ALWAYS_OPEN, setUpNamed } from "./named-resources.ts";

/** Id of the demo bank's queue. */
export const SERVICE_QUEUE = "service";

export interface LineResources {
  readonly resources: Resources;
  /** ARNs of its queues. */
  readonly queues: readonly string[];
  /** ARN of the flow that answers the telephone. */
  readonly answering: string;
}

/**
 * Puts flows on the line. A placeholder without a value stays as it is: a flow of somebody else may
 * have some of its own.
 */
export function lineResources({ files, answering }: FlowFiles, values: Values): LineResources {
  const resources = new Resources(LOCAL_INSTANCE);
  const hoursOfOperation = resources.addHours("always", ALWAYS_OPEN).arn;
  const flows = files.map(({ id, text }) => {
    const flow = readFlow(filledIn(text, { ...unknownIn(text), ...values }));
    const named = flow.Metadata["name"];
    const name = typeof named === "string" && named !== "" ? named : id;
    resources.addModule(name, flow, { id });
    return resources.addFlow(name, flow, { id });
  });
  const whisper = resources.flow("outbound-whisper");
  const service = resources.addQueue(SERVICE_QUEUE, {
    hoursOfOperation,
    ...(whisper && { outboundWhisperFlow: whisper.arn }),
  });
  const queues = [service.arn, ...setUpNamed(resources, flows)];
  const answers = resources.flow(answering.id);
  if (answers === undefined) throw new Error(`the flow ${answering.id} is not on the line`);
  const first =
    flowType(answers.flow) === "customerQueue"
      ? resources.addFlow("queue", intoQueue(service.arn, answers.arn), { id: "into-the-queue" })
      : answers;
  return { resources, queues, answering: first.arn };
}

function unknownIn(text: string): Values {
  return Object.fromEntries(placeholdersIn(text).map((name) => [name, `\${${name}}`]));
}
