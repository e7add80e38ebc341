import type { ConnectInstance } from "../../connect/connect-instance.ts";
import type { Contact } from "../../connect/contact.ts";
import { MINUTE, SECOND } from "../day.ts";
import { block } from "./block.ts";
import { pause, type World } from "./world.ts";

/** What became of a request for a callback. */
export type Asked = "claimed" | "duplicate" | "invalid" | "error";

/** The queue flow's offer: claims the one callback this number may have in this queue. */
export async function askForCallback(
  world: World,
  contact: Contact,
  number: string,
  queue?: string,
): Promise<Asked> {
  const { tally, callbacks, clock } = world;
  const answer = await block(world, contact, world.functions.set, {
    callback_number: number,
    ...(queue !== undefined && { queue }),
  });
  if (answer?.["duplicate"] === "true") {
    tally.duplicatesRefused += 1;
    return "duplicate";
  }
  if (answer?.["result"] === "SUCCESS") {
    tally.claims += 1;
    callbacks.promised(promiseKey(number, queue), contact.root, clock.now());
    return "claimed";
  }
  if (answer?.["message"] === "INVALID_NUMBER") return "invalid";
  tally.setErrors += 1;
  return "error";
}

export function promiseKey(number: string, queue?: string): string {
  return queue === undefined ? number : `${number}#${queue}`;
}

export type Fate = "answered" | "agent-missed" | "no-answer";

/** The callback waits in its queue, is dialled, and ends in one of three ways. */
export async function liveCallback(
  world: World,
  callback: Contact,
  fate: Fate,
  key: string,
  connect: ConnectInstance = world.connect,
): Promise<void> {
  await pause(world, 5 * MINUTE, 40 * MINUTE);
  if (fate === "answered") {
    connect.connectToAgent(callback);
    world.callbacks.over(key, callback.root, world.clock.now());
    await pause(world, MINUTE, 6 * MINUTE);
  } else {
    await pause(world, 15 * SECOND, 45 * SECOND);
  }
  connect.disconnect(callback, fate === "answered" ? "AGENT_DISCONNECT" : "OTHER");
  world.callbacks.over(key, callback.root, world.clock.now());
}
