import { expect, test } from "vitest";
import { contactIdOfKey, isIvrKey, recordingKey, recordingPrefixes } from "./recording-key.ts";

const PREFIX = "connect/demo-bank/CallRecordings";
const CONTACT = "c0000000-0000-4000-8000-000000000001";
const BEFORE_MIDNIGHT = Date.parse("2024-12-31T23:59:59.999Z");

test("a key has the form of Connect's own", () => {
  expect(recordingKey(PREFIX, CONTACT, Date.parse("2022-04-08T15:00:59Z"))).toBe(
    `${PREFIX}/2022/04/08/${CONTACT}_20220408T15:00_UTC.wav`,
  );
});

test("a key gives its contact back", () => {
  expect(contactIdOfKey(recordingKey(PREFIX, CONTACT, BEFORE_MIDNIGHT))).toBe(CONTACT);
});

test.each([
  "",
  `${PREFIX}/2022/04/08/`,
  `${PREFIX}/2022/04/08/notes.txt`,
  `${PREFIX}/ivr/2022/04/08/${CONTACT}_20220408T15:00_UTC.wav`,
  `${PREFIX}/2022/04/08/a/../b_20220408T15:00_UTC.wav.exe/x`,
])("%j names no contact", (key) => {
  expect(contactIdOfKey(key)).toBeUndefined();
});

test("an IVR key is known by its folder, not by its letters", () => {
  expect(isIvrKey(`${PREFIX}/ivr/2022/04/08/x`)).toBe(true);
  expect(isIvrKey("connect/driver/CallRecordings/2022/04/08/x")).toBe(false);
});

test("a contact is looked for on its day, the day before and the day after", () => {
  expect(recordingPrefixes(PREFIX, CONTACT, BEFORE_MIDNIGHT)).toEqual([
    `${PREFIX}/2024/12/31/${CONTACT}`,
    `${PREFIX}/2024/12/30/${CONTACT}`,
    `${PREFIX}/2025/01/01/${CONTACT}`,
  ]);
});
