import type { LocalClock } from "../clock/clock.ts";
import type { Cancellation } from "./cancellation.ts";
import type { ExpressionHost } from "./functions.ts";
import type { History } from "./history.ts";
import type { Integrations } from "./integrations.ts";
import type { Json, JsonObject } from "./json.ts";
import type { StateType } from "./state-type.ts";
import type { TaskTokens } from "./task-tokens.ts";

/** What all branches of one execution share. */
interface Host extends ExpressionHost {
  readonly clock: LocalClock;
  readonly region: string;
  readonly history: History;
  readonly integrations: Integrations;
  readonly tokens: TaskTokens;
  /** The constant part of the context object: `Execution` and `StateMachine`. */
  readonly context: JsonObject;
}

/** Where one thread of an execution stands: the machine itself, a branch, an item of a Map. */
export class Scope {
  readonly host: Host;
  readonly cancellation: Cancellation;
  /** Variables by name, those of outer scopes included: an inner scope reads them. */
  variables: Readonly<Record<string, Json>>;
  /** The event that the next event of this thread follows. */
  lastEvent: number;
  /** The type of the state this thread is in. */
  open: StateType | undefined;
  /** `{Index, Value}` inside an ItemProcessor. */
  readonly item: JsonObject | undefined;

  constructor(host: Host, cancellation: Cancellation, outer?: Scope, item?: JsonObject) {
    this.host = host;
    this.cancellation = cancellation;
    this.variables = outer?.variables ?? {};
    this.lastEvent = outer?.lastEvent ?? 0;
    this.item = item ?? outer?.item;
  }

  /** Records an event and makes it the one that the next follows. */
  record(type: string, details?: JsonObject): number {
    this.lastEvent = this.host.history.add(type, this.lastEvent, details);
    return this.lastEvent;
  }
}
