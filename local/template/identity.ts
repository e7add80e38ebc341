import { secretArn } from "../aws/secrets/secret-arn.ts";
import type { Deployment, TemplateResource } from "./template.ts";
import type { Place } from "./template-error.ts";

/** What `Ref` and `Fn::GetAtt` give for a resource. */
interface Identity {
  readonly ref: string;
  readonly attributes: Readonly<Record<string, string>>;
}

interface Kind {
  /** The property that gives the physical name. */
  readonly nameProperty: string;
  identity(name: string, deployment: Deployment): Identity;
}

const KINDS: Readonly<Record<string, Kind>> = {
  "AWS::DynamoDB::Table": { nameProperty: "TableName", identity: tableIdentity },
  "AWS::DynamoDB::GlobalTable": { nameProperty: "TableName", identity: tableIdentity },
  "AWS::Lambda::Function": {
    nameProperty: "FunctionName",
    identity: (name, at) => ({
      ref: name,
      attributes: { Arn: arn(at, "lambda", `function:${name}`) },
    }),
  },
  "AWS::SQS::Queue": {
    nameProperty: "QueueName",
    identity(name, at) {
      const url = `${at.endpoint.replace(/\/$/, "")}/${at.account}/${name}`;
      return {
        ref: url,
        attributes: { Arn: arn(at, "sqs", name), QueueName: name, QueueUrl: url },
      };
    },
  },
  "AWS::StepFunctions::StateMachine": {
    nameProperty: "StateMachineName",
    identity(name, at) {
      const own = arn(at, "states", `stateMachine:${name}`);
      return { ref: own, attributes: { Arn: own, Name: name } };
    },
  },
  "AWS::Kinesis::Stream": {
    nameProperty: "Name",
    identity: (name, at) => ({
      ref: name,
      attributes: { Arn: arn(at, "kinesis", `stream/${name}`) },
    }),
  },
  "AWS::S3::Bucket": {
    nameProperty: "BucketName",
    identity(name) {
      // Bucket names are lower case everywhere, also where CloudFormation makes them up.
      const bucket = name.toLowerCase();
      return { ref: bucket, attributes: { Arn: `arn:aws:s3:::${bucket}` } };
    },
  },
  "AWS::SecretsManager::Secret": {
    nameProperty: "Name",
    identity(name, at) {
      const own = secretArn(name, at);
      return { ref: own, attributes: { Id: own } };
    },
  },
  "AWS::SNS::Topic": {
    nameProperty: "TopicName",
    identity(name, at) {
      const own = arn(at, "sns", name);
      return { ref: own, attributes: { TopicArn: own, TopicName: name } };
    },
  },
  "AWS::Logs::LogGroup": {
    nameProperty: "LogGroupName",
    identity: (name, at) => ({
      ref: name,
      attributes: { Arn: `${arn(at, "logs", `log-group:${name}`)}:*` },
    }),
  },
  "AWS::Logs::SubscriptionFilter": {
    nameProperty: "FilterName",
    identity: (name) => ({ ref: name, attributes: {} }),
  },
  "AWS::ECS::TaskDefinition": {
    nameProperty: "Family",
    identity(name, at) {
      const own = arn(at, "ecs", `task-definition/${name}:1`);
      return { ref: own, attributes: { TaskDefinitionArn: own } };
    },
  },
  "AWS::Events::Rule": {
    nameProperty: "Name",
    identity: (name, at) => ({ ref: name, attributes: { Arn: arn(at, "events", `rule/${name}`) } }),
  },
};

export interface Named {
  readonly name: string;
  readonly identity: Identity;
}

/**
 * The name of a resource and what its references give: its physical name where the template gives
 * one, else the logical id without the eight hexadecimal digits that the CDK puts behind it, as
 * long as no other resource of the type would be called the same; else the whole logical id.
 * (CloudFormation makes up `<stack>-<logical id>-<random>`, which would differ with every start.)
 *
 * @param property resolves a property of this resource
 */
export function nameOf(
  logicalId: string,
  resources: Readonly<Record<string, TemplateResource>>,
  deployment: Deployment,
  place: Place,
  property: (name: string) => unknown,
): Named {
  const type = resources[logicalId]?.Type ?? "";
  const kind = KINDS[type];
  if (kind === undefined) {
    throw place.error(`refers to ${logicalId}, and the local stack has nothing of type ${type}.`);
  }
  const given = property(kind.nameProperty);
  if (given !== undefined && typeof given !== "string") {
    throw place.error(`${logicalId} must have a text as its ${kind.nameProperty}.`);
  }
  const name = given ?? shortName(logicalId, type, resources);
  return { name, identity: kind.identity(name, deployment) };
}

function shortName(
  logicalId: string,
  type: string,
  resources: Readonly<Record<string, TemplateResource>>,
): string {
  const short = withoutHash(logicalId);
  const others = Object.entries(resources).filter(
    ([id, other]) => id !== logicalId && other.Type === type && withoutHash(id) === short,
  );
  return others.length === 0 ? short : logicalId;
}

function withoutHash(logicalId: string): string {
  return logicalId.replace(/(?<=.)[0-9A-F]{8}$/, "");
}

function tableIdentity(name: string, at: Deployment): Identity {
  return { ref: name, attributes: { Arn: arn(at, "dynamodb", `table/${name}`) } };
}

function arn({ region, account }: Deployment, service: string, resource: string): string {
  return `arn:aws:${service}:${region}:${account}:${resource}`;
}
