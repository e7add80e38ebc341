import type { CfnCondition, aws_lambda as lambda } from "aws-cdk-lib";

/** What `Flows` needs. */
export interface FlowsProps {
  /** The Connect instance that gets the flows. */
  readonly connectInstanceArn: string;
  /**
   * The queue that callers wait in, and that their callbacks go to. Its outbound whisper flow is set
   * on the queue, not in a flow: choose `outboundWhisper` there.
   */
  readonly serviceQueueArn: string;
  /** Id of the instance's security key, by which Connect checks who signed `inputEncryptionKey`. */
  readonly inputEncryptionKeyId: string;
  /**
   * The X.509 certificate, PEM, that Connect encrypts card data and PINs with (administrator guide,
   * encrypt-data). Its private key belongs to whoever may read them; no function here does.
   */
  readonly inputEncryptionKey: string;
  readonly trackerCheckFunction: lambda.IFunction;
  readonly callbacksSetFunction: lambda.IFunction;
  readonly callbacksClearFunction: lambda.IFunction;
  readonly callbacksCancelFunction: lambda.IFunction;
  readonly asyncFunction: lambda.IFunction;
  /**
   * Deploys the flows only where it holds.
   * @default always
   */
  readonly condition?: CfnCondition;
}
