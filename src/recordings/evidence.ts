import type { ContactFacts } from "../connect/described-contact.ts";

/** Something that was heard or seen of one contact. Times are epoch milliseconds. */
export type Evidence =
  /** A recording block ran on it. */
  | { readonly kind: "recording-behavior"; readonly on: boolean; readonly at: number }
  /** The contact before it is, or is not, to be recorded. */
  | { readonly kind: "inherited"; readonly on: boolean }
  /** Another contact followed it. */
  | { readonly kind: "next-contact"; readonly contactId: string }
  /** A contact event, or DescribeContact's answer. `asked`: it is the answer to a check. */
  | {
      readonly kind: "contact";
      readonly facts: ContactFacts;
      readonly recordingLocation?: string | undefined;
      readonly asked: boolean;
    }
  /** Connect does not know it. */
  | { readonly kind: "not-found" }
  /** A file of it lies in the recordings bucket, at `<bucket>/<key>`. */
  | { readonly kind: "recording"; readonly location: string }
  /** Neither Connect nor the bucket has a recording, at the time of asking. */
  | { readonly kind: "not-recorded" }
  /** A check of it failed. */
  | { readonly kind: "check-failed" };
