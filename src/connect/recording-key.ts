/**
 * Names of call recordings in S3: `<prefix>/YYYY/MM/DD/<contactId>_YYYYMMDDThh:mm_UTC.wav`, by UTC
 * day, as Amazon Connect writes them below `connect/<instance-alias>/CallRecordings`. Recordings of
 * the IVR lie below `CallRecordings/ivr/` and prove nothing about the agent's part of a call; nor do
 * the transcripts and redacted copies that may lie beside it.
 * Source: Connect administrator guide, set-up-recordings; real keys of 2022 and 2024.
 */
const DAY_AND_NAME = /(?:^|\/)\d{4}\/\d\d\/\d\d\/([0-9A-Za-z-]{1,256})_\d{8}T\d\d:\d\d_UTC\.wav$/;

const IVR_DAY = /(?:^|\/)ivr\/\d{4}\/\d\d\/\d\d\//;

const DAY_MS = 86_400_000;

/**
 * @param prefix without a slash at its end, as in `connect/demo-bank/CallRecordings`
 * @param at epoch milliseconds
 */
export function recordingKey(prefix: string, contactId: string, at: number): string {
  const [day, minute] = isoParts(at);
  return `${prefix}/${day.replaceAll("-", "/")}/${contactId}_${day.replaceAll("-", "")}T${minute}_UTC.wav`;
}

/** The contact a recording belongs to, or undefined where the key names none. */
export function contactIdOfKey(key: string): string | undefined {
  return isIvrKey(key) ? undefined : DAY_AND_NAME.exec(key)?.[1];
}

/** The same, where nothing but the day's folders lies between the prefix and the name. */
export function contactIdBelow(prefix: string, key: string): string | undefined {
  if (!key.startsWith(`${prefix}/`)) return undefined;
  const below = DAY_AND_NAME.exec(key.slice(prefix.length + 1));
  return below?.index === 0 ? below[1] : undefined;
}

/** The folder right above the day's: an instance may be called `ivr`, too. */
export function isIvrKey(key: string): boolean {
  return IVR_DAY.test(key);
}

/**
 * Where the recording of a contact can lie: the UTC day, the one before and the one after (which
 * time the folder's date follows is unverified). Each is a listing of one contact, never of a day.
 * @param at epoch milliseconds
 */
export function recordingPrefixes(prefix: string, contactId: string, at: number): string[] {
  return [0, -DAY_MS, DAY_MS].map((away) => {
    const [day] = isoParts(at + away);
    return `${prefix}/${day.replaceAll("-", "/")}/${contactId}`;
  });
}

/** `2024-01-15` and `10:30`, in UTC. */
function isoParts(at: number): [day: string, minute: string] {
  const iso = new Date(at).toISOString();
  return [iso.slice(0, 10), iso.slice(11, 16)];
}
