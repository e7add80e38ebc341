import { ServiceError } from "../../aws/service.ts";
import type { StatesEngine } from "../engine.ts";
import { StateFailure } from "../failure.ts";
import { optionalText, parsedData, type Request, requiredText } from "../request.ts";

type Answer = Record<string, unknown>;

export function sendTaskSuccess(engine: StatesEngine, request: Request): Answer {
  const text = requiredText(request, "output");
  const output = parsedData(
    text,
    "output",
    (message) => new ServiceError("InvalidOutput", `Invalid Output: '${message}'`),
  );
  engine.tokens.succeed(requiredToken(engine, request), output);
  return {};
}

export function sendTaskFailure(engine: StatesEngine, request: Request): Answer {
  const failure = new StateFailure(optionalText(request, "error"), optionalText(request, "cause"));
  engine.tokens.fail(requiredToken(engine, request), failure);
  return {};
}

export function sendTaskHeartbeat(engine: StatesEngine, request: Request): Answer {
  engine.tokens.heartbeat(requiredToken(engine, request));
  return {};
}

/** @throws ServiceError TaskTimedOut for a token nobody waits for any more, InvalidToken */
function requiredToken(engine: StatesEngine, request: Request): string {
  const token = requiredText(request, "taskToken");
  switch (engine.tokens.state(token)) {
    case "open":
      return token;
    case "closed":
      throw new ServiceError(
        "TaskTimedOut",
        "Task Timed Out: 'Provided task does not exist anymore'",
      );
    default:
      throw new ServiceError("InvalidToken", "Invalid Token: 'Invalid token'");
  }
}
