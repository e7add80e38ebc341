import { aws_connect as connect, Fn, type aws_lambda as lambda } from "aws-cdk-lib";
import { Construct } from "constructs";
import { FlowFileError, flowContent } from "./flows/content.ts";
import type { FlowsProps } from "./flows/props.ts";

/**
 * The telephone line of the demo bank: the flows of `flows/`, as they are there, with the names of
 * what they call filled in. Give `entry` to a telephone number, and `outboundWhisper` to the queue.
 */
export class Flows extends Construct {
  /** The flow of the telephone number. */
  readonly entry: connect.CfnContactFlow;
  /** The queue's outbound whisper flow: what the caller hears when a callback is answered. */
  readonly outboundWhisper: connect.CfnContactFlow;

  readonly #props: FlowsProps;
  readonly #functions: Readonly<Record<string, lambda.IFunction>>;
  readonly #values: Record<string, string>;

  constructor(scope: Construct, id: string, props: FlowsProps) {
    super(scope, id);
    this.#props = props;
    this.#functions = {
      TrackerCheckFunctionArn: props.trackerCheckFunction,
      CallbacksSetFunctionArn: props.callbacksSetFunction,
      CallbacksClearFunctionArn: props.callbacksClearFunction,
      CallbacksCancelFunctionArn: props.callbacksCancelFunction,
      AsyncFunctionArn: props.asyncFunction,
    };
    this.#values = {
      ServiceQueueArn: props.serviceQueueArn,
      InputEncryptionKeyId: props.inputEncryptionKeyId,
      // It stands inside a JSON text, where a line may not end.
      InputEncryptionKey: Fn.join("\\n", Fn.split("\n", props.inputEncryptionKey)),
    };
    for (const [placeholder, { functionArn }] of Object.entries(this.#functions)) {
      this.#values[placeholder] = functionArn;
    }
    // In this order each flow names only flows before it. The way back to main is an attribute.
    this.#flow("MakePayment", "make-payment");
    this.#flow("ChangePin", "change-pin");
    this.#flow("Balance", "balance");
    this.#flow("CustomerQueue", "customer-queue");
    this.#flow("Main", "main");
    this.entry = this.#flow("Entry", "entry");
    this.outboundWhisper = this.#flow("OutboundWhisper", "outbound-whisper");
  }

  #flow(id: string, file: string): connect.CfnContactFlow {
    const { text, placeholders, ...flowProps } = flowContent(file);
    const { connectInstanceArn, condition } = this.#props;
    const flow = new connect.CfnContactFlow(this, id, {
      ...flowProps,
      instanceArn: connectInstanceArn,
      content: Fn.sub(text, this.#valuesOf(placeholders, file)),
    });
    if (condition) flow.cfnOptions.condition = condition;
    for (const placeholder of placeholders) {
      const called = this.#functions[placeholder];
      // Connect refuses a flow that calls what is not the instance's yet.
      if (called) flow.node.addDependency(called);
    }
    this.#values[`${id}FlowArn`] = flow.attrContactFlowArn;
    return flow;
  }

  #valuesOf(placeholders: readonly string[], file: string): Record<string, string> {
    const values: Record<string, string> = {};
    for (const placeholder of placeholders) {
      const value = this.#values[placeholder];
      if (value === undefined) {
        throw new FlowFileError(`flows/${file}.json: there is no value for \${${placeholder}}.`);
      }
      values[placeholder] = value;
    }
    return values;
  }
}
