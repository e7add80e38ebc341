import { ServiceError } from "./aws/service.ts";
import type { LambdaHost } from "./lambda/lambda-host.ts";
import { type Integrations, TaskFailure } from "./states/integrations.ts";

/** What state machines can reach: the stack's functions. */
export function integrationsOf(functions: LambdaHost): Integrations {
  return {
    async invokeLambda(functionArn, payload) {
      const name = functionArn.split(":function:").at(-1)?.split(":", 1)[0] ?? functionArn;
      try {
        const answer = await functions.invoke(name, JSON.stringify(payload), { source: "states" });
        if (answer.functionError === undefined) return JSON.parse(answer.payload) as unknown;
        const { errorType } = JSON.parse(answer.payload) as { errorType?: string };
        throw new TaskFailure(errorType ?? "Error", answer.payload);
      } catch (error) {
        if (!(error instanceof ServiceError)) throw error;
        throw new TaskFailure(`Lambda.${error.name}`, error.message);
      }
    },
    async call(service, action) {
      // No deployed machine uses one yet; a machine that does must not half-run.
      throw new TaskFailure(
        "States.Runtime",
        `the local stack does not integrate ${service}:${action}`,
      );
    },
  };
}
