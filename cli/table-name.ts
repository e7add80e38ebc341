import { InvalidArgumentError } from "commander";

/**
 * The name of a table, as DynamoDB takes it, or its ARN.
 * @throws InvalidArgumentError
 */
export function tableName(text: string): string {
  if (/^(arn:[\w-]+:dynamodb:[\w-]+:\d{12}:table\/)?[\w.-]{3,255}$/.test(text)) return text;
  throw new InvalidArgumentError("It must be a table's name: 3 to 255 of A-Z a-z 0-9 _ - .");
}
