import type { Random } from "../../random.ts";
import type { Contact } from "../contact.ts";
import type { CallContext } from "../flow/call-context.ts";
import type { World } from "../flow/world.ts";
import type { Phone } from "../instance/phone.ts";
import type { Router } from "../queue/router.ts";

/** How the simulated centre behaves where Connect's documents leave it open, or let it be set. */
export interface CentreSettings {
  /** Folder of the recordings in their bucket: `connect/<alias>/CallRecordings`. */
  readonly recordingsPrefix: string;
  /** Seconds from the end of a contact to its recording, and from its completion to its record. */
  readonly recordingAfterSeconds: readonly [least: number, most: number];
  readonly recordAfterSeconds: readonly [least: number, most: number];
  /** A call that lasts longer ends with a CallTooLongError. */
  readonly longestCallSeconds: number;
  /** A callback that nobody took ends by itself. */
  readonly callbackExpirySeconds: number;
  /** Whether another attempt of a callback is another contact; no document says. */
  readonly callbackAttempts: "new-contact" | "same-contact";
}

/** What the lives of contacts have in common. */
export interface Centre {
  readonly world: World;
  readonly router: Router;
  readonly settings: CentreSettings;
  readonly random: Random;
  /** Undefined: nobody answers at this number. */
  phone(number: string): Phone | undefined;
  /** A contact has begun; `call` is the one it belongs to. */
  began(contact: Contact, call: CallContext): void;
  /** Something of a contact goes on after it. */
  pending(work: Promise<unknown>): void;
  /** The contact's record was emitted once. */
  recorded(contact: Contact): void;
}
