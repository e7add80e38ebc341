import { expect, test } from "vitest";
import {
  contactIdBelow,
  contactIdOfKey,
  isIvrKey,
  recordingKey,
  recordingPrefixes,
} from "./recording-key.ts";

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
  `${PREFIX}/2022/04/08/${CONTACT}_20220408T15:00_UTC.json`,
  `${PREFIX}/2022/04/08/${CONTACT}_20220408T15:00_UTC.txt`,
  `${PREFIX}/2022/04/08/a/../b_20220408T15:00_UTC.wav.exe/x`,
])("%j names no contact", (key) => {
  expect(contactIdOfKey(key)).toBeUndefined();
});

test("an IVR key is known by its folder, not by its letters", () => {
  expect(isIvrKey(`${PREFIX}/ivr/2022/04/08/x`)).toBe(true);
  expect(isIvrKey("connect/driver/CallRecordings/2022/04/08/x")).toBe(false);
});

test("an instance may be called ivr, too", () => {
  const key = recordingKey("connect/ivr/CallRecordings", CONTACT, BEFORE_MIDNIGHT);
  expect(isIvrKey(key)).toBe(false);
  expect(contactIdOfKey(key)).toBe(CONTACT);
});

test("a recording lies right below the prefix: what lies deeper, or elsewhere, is none", () => {
  const key = recordingKey(PREFIX, CONTACT, BEFORE_MIDNIGHT);
  expect(contactIdBelow(PREFIX, key)).toBe(CONTACT);
  for (const other of [`${PREFIX}/redacted`, `${PREFIX}/ivr`, "elsewhere", `${PREFIX}2`]) {
    expect(contactIdBelow(PREFIX, key.replace(PREFIX, other))).toBeUndefined();
  }
});

test("a contact is looked for on its day, the day before and the day after", () => {
  expect(recordingPrefixes(PREFIX, CONTACT, BEFORE_MIDNIGHT)).toEqual([
    `${PREFIX}/2024/12/31/${CONTACT}`,
    `${PREFIX}/2024/12/30/${CONTACT}`,
    `${PREFIX}/2025/01/01/${CONTACT}`,
  ]);
});
