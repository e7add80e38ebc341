import type { MessageAttributes } from "../aws/sqs/message-attributes.ts";
import type { ReceivedMessage } from "../aws/sqs/receive-message.ts";

/** The event a function receives (developer guide, "Using Lambda with Amazon SQS"). */
export function sqsEvent(queueArn: string, messages: readonly ReceivedMessage[]): object {
  const [, , , awsRegion = ""] = queueArn.split(":");
  return {
    Records: messages.map((message) => ({
      messageId: message.MessageId,
      receiptHandle: message.ReceiptHandle,
      body: message.Body,
      attributes: message.Attributes ?? {},
      messageAttributes: attributes(message.MessageAttributes ?? {}),
      md5OfBody: message.MD5OfBody,
      ...(message.MD5OfMessageAttributes !== undefined && {
        md5OfMessageAttributes: message.MD5OfMessageAttributes,
      }),
      eventSource: "aws:sqs",
      eventSourceARN: queueArn,
      awsRegion,
    })),
  };
}

function attributes(given: MessageAttributes): object {
  const entries = Object.entries(given).map(([name, { DataType, StringValue, BinaryValue }]) => [
    name,
    {
      ...(StringValue !== undefined && { stringValue: StringValue }),
      ...(BinaryValue !== undefined && { binaryValue: BinaryValue }),
      stringListValues: [],
      binaryListValues: [],
      dataType: DataType,
    },
  ]);
  return Object.fromEntries(entries);
}
