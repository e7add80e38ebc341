import type { LocalClock } from "../../clock/clock.ts";
import { type Integrations, TaskFailure } from "../integrations.ts";
import type { Json } from "../json.ts";
import type { Stub } from "./recording.ts";

/** Whether all a recording needs are functions, which answers can stand in for. */
export function canPlay(stubs: readonly Stub[]): boolean {
  return stubs.every(({ kind }) => kind === "lambda");
}

/** Functions that behave as the recording says; any other one does not exist. */
export function play(stubs: readonly Stub[], clock: LocalClock): Integrations {
  return {
    async invokeLambda(functionArn, payload) {
      const name = functionArn.split(":").at(-1) ?? functionArn;
      const stub = stubs.find(({ resource }) => resource === "*" || resource === name);
      if (!stub) throw new TaskFailure("Lambda.ResourceNotFoundException", notFound(functionArn));
      if (stub.delaySeconds !== undefined) await clock.sleep(1_000 * stub.delaySeconds);
      if (stub.errorType !== undefined) throw failure(stub.errorType, stub.errorMessage ?? "");
      return stub.returns === "<input>" ? payload : (stub.returns ?? (null as Json));
    },
    call(service, action) {
      throw new TaskFailure("NoStub", `the recording has no stub for ${service}:${action}`);
    },
  };
}

function failure(errorType: string, errorMessage: string): TaskFailure {
  return new TaskFailure(errorType, JSON.stringify({ errorMessage, errorType, trace: [] }));
}

function notFound(arn: string): string {
  return `Function not found: ${arn}:$LATEST (Service: AWSLambda; Status Code: 404; Error Code: ResourceNotFoundException; Request ID: <request_id>; Proxy: null)`;
}
