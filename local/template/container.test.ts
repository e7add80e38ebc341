import { expect, it } from "vitest";
import { AROUND, QUEUE_ARN, read } from "./a-template.ts";

const TASK = {
  Cpu: "256",
  TaskRoleArn: { "Fn::GetAtt": ["RoleOfNoConcern", "Arn"] },
  ContainerDefinitions: [
    {
      Name: "worker",
      Image: { "Fn::Sub": `\${NoConcern}` },
      Environment: [
        { Name: "DOWNLOAD_QUEUE_URL", Value: { Ref: "Failed0A1B2C3D" } },
        { Name: "CONCURRENCY", Value: 4 },
      ],
    },
  ],
};

it("containers have the environment of the template, and the count of their services", () => {
  const { containers, leftOut } = read({
    ...AROUND,
    Task: ["AWS::ECS::TaskDefinition", TASK],
    Service: [
      "AWS::ECS::Service",
      { TaskDefinition: { Ref: "Task" }, DesiredCount: 2, Cluster: { Ref: "Cluster" } },
    ],
    Cluster: ["AWS::ECS::Cluster"],
    Idle: ["AWS::ECS::TaskDefinition", { ContainerDefinitions: [{ Name: "idle" }] }],
  });
  expect(containers).toEqual([
    {
      logicalId: "Task",
      name: "worker",
      environment: {
        DOWNLOAD_QUEUE_URL: `http://127.0.0.1:4566/111122223333/${QUEUE_ARN.split(":").at(-1)}`,
        CONCURRENCY: "4",
      },
      desiredCount: 2,
    },
    { logicalId: "Idle", name: "idle", environment: {}, desiredCount: 0 },
  ]);
  expect(leftOut).toEqual([{ what: "Cluster", why: "AWS::ECS::Cluster" }]);
});

it.each(["Secrets", "EnvironmentFiles"])(
  "refuses %s, without which it would not start",
  (property) => {
    const definition = { Name: "worker", [property]: [{}] };
    expect(() =>
      read({ Task: ["AWS::ECS::TaskDefinition", { ContainerDefinitions: [definition] }] }),
    ).toThrow(`Task.ContainerDefinitions.0.${property}: the local stack does not honour this`);
  },
);
