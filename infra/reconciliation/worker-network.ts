import { type CfnCondition, CfnResource, aws_ec2 as ec2 } from "aws-cdk-lib";
import { type Construct, DependencyGroup, type IConstruct, type IDependable } from "constructs";
import { acknowledge } from "../acknowledgements.ts";

/**
 * Where workers run. They open connections and take none: to the export platform, to S3, SQS, Step
 * Functions, Secrets Manager, CloudWatch Logs and the image's registry.
 */
export interface WorkerNetwork {
  readonly vpcId: string;
  readonly subnetIds: readonly string[];
  /**
   * `ENABLED` in public subnets; `DISABLED` in private ones, which reach the outside through a NAT
   * gateway or endpoints. As in ECS's `AwsVpcConfiguration`.
   */
  readonly assignPublicIp: string;
  /**
   * What must be there before a worker can reach the outside.
   * @default nothing: the network is there already
   */
  readonly connectivity?: IDependable;
}

/**
 * A network for workers alone: two public subnets, and no NAT gateway to pay for. What S3 receives goes
 * through its gateway endpoint, which is free.
 *
 * @param condition the network is made only where it holds
 */
export function smallNetwork(scope: Construct, condition?: CfnCondition): WorkerNetwork {
  const vpc = new ec2.Vpc(scope, "Network", {
    ipAddresses: ec2.IpAddresses.cidr("10.77.0.0/24"),
    maxAzs: 2,
    natGateways: 0,
    subnetConfiguration: [
      {
        name: "Workers",
        subnetType: ec2.SubnetType.PUBLIC,
        cidrMask: 26,
        mapPublicIpOnLaunch: false,
      },
    ],
    gatewayEndpoints: { S3: { service: ec2.GatewayVpcEndpointAwsService.S3 } },
    // Emptying the default security group takes a function that runs while deploying; nothing is in it.
    restrictDefaultSecurityGroup: false,
  });
  acknowledge(vpc, "noFlowLog");
  if (condition) {
    for (const one of vpc.node.findAll().filter(isResource)) one.cfnOptions.condition = condition;
  }
  return {
    vpcId: vpc.vpcId,
    subnetIds: vpc.publicSubnets.map(({ subnetId }) => subnetId),
    assignPublicIp: "ENABLED",
    connectivity: new DependencyGroup(
      ...vpc.publicSubnets.map((subnet) => subnet.internetConnectivityEstablished),
    ),
  };
}

function isResource(construct: IConstruct): construct is CfnResource {
  return CfnResource.isCfnResource(construct);
}
