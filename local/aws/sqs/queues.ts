import { ServiceError } from "../service.ts";
import type { Queue } from "./queue.ts";

/** The queues of one account, by every name that a queue has. */
export class Queues {
  /** Where the queues are reached: the door's URL, known once the door is open. */
  baseUrl: string | undefined;
  readonly region: string;
  readonly account: string;
  readonly #queues: Map<string, Queue> = new Map();

  constructor(place: { readonly region: string; readonly account: string }) {
    this.region = place.region;
    this.account = place.account;
  }

  add(queue: Queue): void {
    this.#queues.set(queue.definition.name, queue);
  }

  /** @throws {ServiceError} `QueueDoesNotExist` */
  byName(name: string): Queue {
    const queue = this.#queues.get(name);
    if (queue) return queue;
    throw new ServiceError("QueueDoesNotExist", `The specified queue does not exist: ${name}`);
  }

  /** By its URL, whatever the host: a client may know the door by another name. */
  byUrl(url: string): Queue {
    const path = URL.parse(url)?.pathname.split("/") ?? [];
    const [, account, name = ""] = path;
    if (path.length !== 3) {
      throw new ServiceError(
        "InvalidAddress",
        `expected a queue URL such as ${this.baseUrl}/${this.account}/name, got ${url}`,
        404,
      );
    }
    return this.byName(account === this.account ? name : `${account}/${name}`);
  }

  byArn(arn: string): Queue {
    const name = arn.slice(arn.lastIndexOf(":") + 1);
    return this.byName(arn === this.arn(name) ? name : arn);
  }

  all(): Queue[] {
    return [...this.#queues.values()];
  }

  arn(name: string): string {
    return `arn:aws:sqs:${this.region}:${this.account}:${name}`;
  }

  url(name: string): string {
    if (this.baseUrl === undefined) {
      throw new Error(`queue ${name} has no URL yet: set baseUrl to the door's URL first`);
    }
    return `${this.baseUrl}/${this.account}/${name}`;
  }
}
