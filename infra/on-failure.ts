import type { aws_lambda as lambda, aws_sqs as sqs } from "aws-cdk-lib";

/**
 * What a function that is invoked asynchronously fails on, in the first attempt and in both retries,
 * goes to a queue. Its role must let Lambda send there.
 */
export function keepFailures(handler: lambda.Function, onFailureQueue: sqs.Queue): void {
  handler.configureAsyncInvoke({
    retryAttempts: 2,
    // The CDK's own destination would allow reading the queue's attributes too.
    onFailure: { bind: () => ({ destination: onFailureQueue.queueArn }) },
  });
}
