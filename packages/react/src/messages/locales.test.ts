import { describe, expect, test } from "vitest";
import { describeSync } from "../describe/describe-sync.ts";
import { exampleSnapshot } from "../testing/example-snapshot.ts";
import { de } from "./de.ts";
import { en } from "./en.ts";
import type { Messages } from "./message.ts";
import type { Message } from "./text.ts";

const english: Readonly<Record<string, Message>> = en;
const locales: readonly (readonly [name: string, messages: Messages, blaming: RegExp])[] = [
  ["de", de, /\bbitte\b|leider|ungültig|hoppla|entschuldig|etwas ist schiefgelaufen|!/i],
];
/** Words that are the same in both languages. */
const shared = new Set(["action.named", "announce.status", "announce.status_only", "announce.progress"]);

function formsOf(message: Message): readonly string[] {
  return typeof message === "string" ? [message] : Object.values(message);
}

function placeholdersOf(text: string): readonly string[] {
  return [...text.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name).toSorted();
}

describe.each(locales)("requirement 84: %s", (name, messages, blaming) => {
  const texts = Object.entries<Message>(messages).filter(([key]) => key !== "language");

  test("has every text of the English, and no other", () => {
    expect(messages.language).toBe(name);
    expect(Object.keys(messages).toSorted()).toEqual(Object.keys(english).toSorted());
  });

  test.each(texts)("%s has the placeholders of the English", (key, message) => {
    const wanted = new Set(formsOf(english[key] ?? "").flatMap(placeholdersOf));
    for (const form of formsOf(message)) {
      // A form for exactly one may spell the number.
      const missing = [...wanted].filter((placeholder) => !placeholdersOf(form).includes(placeholder));
      expect(missing.filter((placeholder) => typeof message === "string" || placeholder !== "count")).toEqual([]);
      expect(placeholdersOf(form).filter((placeholder) => !wanted.has(placeholder))).toEqual([]);
    }
  });

  test.each(texts)("%s is said in the language, without blame", (key, message) => {
    const own = formsOf(message);
    for (const form of own) expect(form).not.toMatch(blaming);
    const originals = new Set(formsOf(english[key] ?? ""));
    expect(shared.has(key) || own.every((form) => !originals.has(form))).toBe(true);
  });

  test("requirement 85: every plural has the categories of the language", () => {
    const { pluralCategories } = new Intl.PluralRules(name).resolvedOptions();
    // French and Spanish have a form for round millions, which no text of ours needs.
    const needed = pluralCategories.filter((category) => category !== "many" || name === "ar").toSorted();
    const plurals = texts.filter(([, message]) => typeof message !== "string");
    expect(plurals.length).toBeGreaterThan(10);
    const wrong = plurals.filter(([, message]) => String(Object.keys(message).toSorted()) !== String(needed));
    expect(wrong).toEqual([]);
  });

  test("requirement 66: notice titles are short and labels too", () => {
    for (const [key, message] of texts.filter(([one]) => one.startsWith("status."))) {
      for (const form of formsOf(message)) expect(form.split(/\s+/).length, key).toBeLessThanOrEqual(4);
    }
    const titles = ["reconnect", "failed", "schema", "plan", "partial", "partial_some", "no_records", "slow_down"];
    for (const title of titles) {
      for (const form of formsOf(messages[`notice.${title}` as keyof Messages])) {
        expect(form.length, title).toBeLessThanOrEqual(60);
        expect(form, title).not.toMatch(/[.。]$/);
      }
    }
  });
});

test("requirement 86: numbers and times in German texts are German ones", () => {
  const now = Date.UTC(2026, 4, 12, 14, 0);
  const counts = { checked: 1204, created: 0, updated: 1201, unchanged: 0, removed: 0, failed: 3 };
  const target = { connection: "hubspot" };
  const partial = exampleSnapshot(target, { lastOutcome: "partial", lastCompleteAt: now - 300_000, counts });
  const { label, detail, lastSynced } = describeSync(partial, {
    now,
    locale: "de",
    timeZone: "UTC",
    messages: de,
    names: { service: "HubSpot", records: { one: "Kontakt", other: "Kontakte" } },
  });
  expect([label, detail, lastSynced]).toEqual([
    "Mit Problemen synchronisiert",
    "Kontakte: 3 von 1.204 nicht synchronisiert.",
    "Zuletzt synchronisiert: vor 5 Minuten",
  ]);
});
