import { describe, expect, test } from "vitest";
import { hour, now, states } from "../../../../stories/examples.ts";
import { describeProgress } from "../describe/describe-progress.ts";
import { type SyncDescription, describeSync } from "../describe/describe-sync.ts";
import { exampleSnapshot } from "../testing/example-snapshot.ts";
import { ar } from "./ar.ts";
import { de } from "./de.ts";
import { en } from "./en.ts";
import { es } from "./es.ts";
import { fr } from "./fr.ts";
import { ja } from "./ja.ts";
import type { MessageKey, Messages } from "./message.ts";
import { noticeTitles } from "./notice-titles.test.fixture.ts";
import type { Message } from "./text.ts";

interface Locale {
  readonly messages: Messages;
  /** Words that blame, beg or say nothing. */
  readonly blaming: RegExp;
  /** What only English has: its letters, or its smallest words. */
  readonly foreign: RegExp;
}

const latinLetters = /[a-z]/i;
const englishWords =
  /(?<!\p{L})(?:the|sync|synced|of|not|were|is|are|and|to|try|records?|loading|could|we|this|it)(?!\p{L})/iu;

const locales: readonly Locale[] = [
  {
    messages: ar,
    blaming: /من فضلك|يرجى|الرجاء|عذرًا|آسف|نأسف|للأسف|غير صالح|حدث خطأ|!/,
    foreign: latinLetters,
  },
  {
    messages: de,
    blaming: /\bbitte\b|leider|ungültig|hoppla|entschuldig|etwas ist schiefgelaufen|!/i,
    foreign: englishWords,
  },
  {
    messages: es,
    blaming: /por favor|lo sentimos|lamenta|\bups\b|inválid|no válid|algo salió mal|disculp|!/i,
    foreign: englishWords,
  },
  {
    messages: fr,
    blaming: /veuillez|s[’']il vous plaît|désolé|malheureusement|\boups\b|invalide|non valide|excus|!/i,
    foreign: englishWords,
  },
  {
    messages: ja,
    blaming: /申し訳|すみません|恐れ入り|お手数|残念|無効|不正|[!\uff01]/,
    foreign: latinLetters,
  },
];

const english: Readonly<Record<string, Message>> = en;
/** Words that are the same in both languages. */
const shared = new Set(["action.named", "announce.status", "announce.status_only", "announce.progress"]);

/** Placeholders that a plural form is chosen by. */
const numbers = new Set(["count", "minutes"]);

function formsOf(message: Message): readonly string[] {
  return typeof message === "string" ? [message] : Object.values(message);
}

function placeholdersOf(text: string): readonly string[] {
  return [...text.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name).toSorted();
}

describe.each(locales)("requirement 84: $messages.language", ({ messages, blaming, foreign }) => {
  const texts = Object.entries<Message>(messages).filter(([key]) => key !== "language");

  test("has every text of the English, and no other", () => {
    expect(Object.keys(messages).toSorted()).toEqual(Object.keys(english).toSorted());
  });

  test.each(texts)("%s has the placeholders of the English", (key, message) => {
    const wanted = new Set(formsOf(english[key] ?? "").flatMap(placeholdersOf));
    for (const form of formsOf(message)) {
      // A form for exactly one or two may spell the number.
      const missing = [...wanted].filter((placeholder) => !placeholdersOf(form).includes(placeholder));
      expect(missing.filter((placeholder) => typeof message === "string" || !numbers.has(placeholder))).toEqual([]);
      expect(placeholdersOf(form).filter((placeholder) => !wanted.has(placeholder))).toEqual([]);
    }
  });

  test("a dual is the number itself", () => {
    const duals = texts.flatMap(([key, message]) =>
      typeof message === "string" || message.two === undefined || message.two === message.other
        ? []
        : [{ key, said: placeholdersOf(message.two).filter((placeholder) => numbers.has(placeholder)) }],
    );
    expect(duals.filter(({ said }) => said.length > 0)).toEqual([]);
  });

  test.each(texts)("%s is said in the language, without blame", (key, message) => {
    const own = formsOf(message);
    for (const form of own) {
      expect(form).not.toMatch(blaming);
      expect(form.replaceAll(/\{\w+\}/g, "")).not.toMatch(foreign);
    }
    const originals = new Set(formsOf(english[key] ?? ""));
    expect(shared.has(key) || own.every((form) => !originals.has(form))).toBe(true);
  });

  test("requirement 85: every plural has the categories of the language", () => {
    const { language } = messages;
    const { pluralCategories } = new Intl.PluralRules(language).resolvedOptions();
    // French and Spanish have a form for round millions, which no text of ours needs.
    const needed = pluralCategories.filter((category) => category !== "many" || language === "ar").toSorted();
    const plurals = texts.filter(([, message]) => typeof message !== "string");
    expect(plurals.length).toBeGreaterThan(10);
    const wrong = plurals.filter(([, message]) => String(Object.keys(message).toSorted()) !== String(needed));
    expect(wrong).toEqual([]);
  });

  test("requirement 66: notice titles are short and labels too", () => {
    for (const [key, message] of texts.filter(([one]) => one.startsWith("status."))) {
      for (const form of formsOf(message)) expect(form.split(/\s+/).length, key).toBeLessThanOrEqual(4);
    }
    for (const title of noticeTitles) {
      for (const form of formsOf(messages[`notice.${title}`])) {
        expect(form.length, title).toBeLessThanOrEqual(60);
        expect(form, title).not.toMatch(/[.。]$/);
      }
    }
  });

  test("every state is said whole, in the language alone", () => {
    const context = { now, locale: messages.language, timeZone: "UTC", messages, expectedEveryMs: hour };
    const reload = describeSync(states.synced, { ...context, unreachable: "reload" });
    const said = [reload, ...Object.values(states).map((snapshot) => describeSync(snapshot, context))].flatMap(saidOf);
    expect(said.length).toBeGreaterThan(100);
    expect(said.filter((text) => foreign.test(text))).toEqual([]);
    expect(said.filter((text) => /[{}]|undefined|NaN| {2}/.test(text))).toEqual([]);
  });

  test.each(named)("the name under %s holds the label %s", (name, label) => {
    for (const form of formsOf(messages[label])) {
      expect(formsOf(messages[name]).join(" ").toLocaleLowerCase()).toContain(form.toLocaleLowerCase());
    }
  });
});

/** Names for assistive technology, and the labels that people see and say (WCAG 2.2, 2.5.3). */
const named: readonly (readonly [name: MessageKey, label: MessageKey])[] = [
  ["fix.retry_named", "fix.retry"],
  ["fix.ignore_named", "fix.ignore"],
  ["fix.open_named", "fix.open"],
  ["fix.undo_named", "fix.undo"],
  ["receipt.copy_named", "receipt.copy"],
];

/** Everything that a person reads or hears of a sync. */
function saidOf({ label, detail, announce, actions, notice, lastSynced, nextSync }: SyncDescription): string[] {
  const buttons = actions.flatMap((action) => [action.label, action.busyLabel, action.failedText]);
  const texts = [label, detail, announce, lastSynced, nextSync, notice?.title, notice?.body, ...buttons];
  return texts.filter((text) => text !== undefined);
}

test("French sets a space that does not break before its double signs", () => {
  const forms = Object.values<Message>(fr).flatMap(formsOf);
  expect(forms.filter((form) => /(?<!\u00a0)[:;?!»]|«(?!\u00a0)/.test(form))).toEqual([]);
});

test.each([
  {
    messages: de,
    records: { one: "Kontakt", other: "Kontakte" },
    want: [
      "Mit Problemen synchronisiert",
      "Kontakte: 3 von 1.204 nicht synchronisiert.",
      "Zuletzt synchronisiert: vor 5 Minuten",
    ],
  },
  {
    messages: es,
    records: { one: "contacto", other: "contactos" },
    want: ["Con incidencias", "No se sincronizaron 3 de 1204 contactos.", "Última sincronización: hace 5 minutos"],
  },
  {
    messages: fr,
    records: { one: "contact", other: "contacts" },
    want: [
      "Avec des problèmes",
      "Synchronisation échouée pour 3 sur 1\u202f204 contacts.",
      "Dernière synchronisation\u00a0: il y a 5 minutes",
    ],
  },
  {
    messages: ja,
    records: { other: "連絡先" },
    want: ["問題あり", "連絡先1,204件のうち3件を同期できませんでした。", "最終同期: 5 分前"],
  },
  {
    messages: ar,
    records: { one: "عميل", two: "عميلان", few: "عملاء", many: "عميلًا", other: "عميل" },
    want: ["تمت مع مشكلات", "تعذّرت مزامنة 3 من 1,204 عملاء.", "آخر مزامنة: قبل 5 دقائق"],
  },
])("requirement 86: numbers, nouns and times are those of $messages.language", ({ messages, records, want }) => {
  const counts = { checked: 1204, created: 0, updated: 1201, unchanged: 0, removed: 0, failed: 3 };
  const target = { connection: "hubspot" };
  const partial = exampleSnapshot(target, { lastOutcome: "partial", lastCompleteAt: now - 300_000, counts });
  const { label, detail, lastSynced } = describeSync(partial, {
    now,
    locale: messages.language,
    timeZone: "UTC",
    messages,
    names: { service: "HubSpot", records },
  });
  expect([label, detail, lastSynced]).toEqual(want);
});

test("records in general are several, not a pair", () => {
  const records = { one: "عميل", two: "عميلان", few: "عملاء", many: "عميلًا", other: "عميل" };
  const progress = { run: "r", done: 1, totalIsEstimate: false, movedAt: now };
  const running = exampleSnapshot({ connection: "hubspot" }, { phase: "running", progress });
  expect(describeProgress(running, { now, messages: ar, names: { records } })?.title).toBe("تجري المزامنة: عملاء");
});
