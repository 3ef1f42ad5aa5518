import { expect, test } from "vitest";
import * as actionTexts from "./english/action.ts";
import * as detailTexts from "./english/detail.ts";
import * as noticeTexts from "./english/notice.ts";
import { createSpeaker } from "./speaker.ts";

const polish = { one: "{count} zmiana", few: "{count} zmiany", many: "{count} zmian", other: "{count} zmiany" };

test.each([
  { count: 1, want: "1 zmiana" },
  { count: 2, want: "2 zmiany" },
  { count: 5, want: "5 zmian" },
  { count: 11, want: "11 zmian" },
])("requirement 85: $count takes its plural form of the message language", ({ count, want }) => {
  const speaker = createSpeaker({ language: "pl", "detail.waiting": polish });
  expect(speaker.say(detailTexts.waiting, { count: String(count) }, count)).toBe(want);
});

test("requirement 84: a missing text falls back to English with English plurals", () => {
  const speaker = createSpeaker({ language: "ja" });
  expect(speaker.say(noticeTexts.rest, { count: "1" }, 1)).toBe("The other one is up to date.");
});

test("English that falls back into a language of the other direction keeps its own order", () => {
  const speaker = createSpeaker({ language: "ar", "action.pause": "إيقاف" });
  expect(speaker.say(actionTexts.labels.sync, {})).toBe("\u2066Sync now\u2069");
  expect(speaker.say(actionTexts.labels.pause, {})).toBe("إيقاف");
});

test("a value that looks like a placeholder is said as it is", () => {
  expect(createSpeaker().say(detailTexts.connect, { service: "{when} $&" })).toBe(
    "Connect {when} $& to start syncing.",
  );
});
