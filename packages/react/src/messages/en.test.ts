import { describe, expect, test } from "vitest";
import { en } from "./en.ts";
import { noticeTitles } from "./notice-titles.test.fixture.ts";
import type { Message } from "./text.ts";

const texts: readonly (readonly [string, string])[] = Object.entries<Message>(en).flatMap(([key, message]) =>
  typeof message === "string" ? [[key, message] as const] : Object.values(message).map((text) => [key, text] as const),
);
const under = (...prefixes: readonly string[]) =>
  texts.filter(([key]) => prefixes.some((prefix) => key.startsWith(prefix)));
const sentencesIn = (text: string) => text.split(/(?<=[.!?])\s/).length;

describe("requirement 65: words that blame or say nothing", () => {
  test.each(texts)("%s: %s", (_, text) => {
    expect(text).not.toMatch(/please|sorry|oops|invalid|something went wrong|unfortunately|!/i);
  });
});

describe("requirement 66: labels, titles and bodies are short", () => {
  test.each(under("status."))("%s is at most three words in sentence case without a full stop: %s", (_, text) => {
    expect(text.split(/\s+/).length).toBeLessThanOrEqual(3);
    expect(text).toMatch(/^[A-Z][^A-Z]*[^.]$/u);
  });

  test.each(texts.filter(([key]) => /^notice\.\w+$/.test(key)))("%s is at most two sentences: %s", (_, text) => {
    expect(sentencesIn(text)).toBeLessThanOrEqual(2);
  });

  const titles = new Set<string>(noticeTitles);
  test.each(under("notice.").filter(([key]) => titles.has(key.slice("notice.".length))))(
    "%s is a title of at most 60 characters without a full stop: %s",
    (_, text) => {
      expect(text.length).toBeLessThanOrEqual(60);
      expect(text).not.toMatch(/\.$/);
    },
  );
});

test("plural forms of one text have the same placeholders", () => {
  for (const message of Object.values<Message>(en)) {
    if (typeof message === "string") continue;
    const placeholders = Object.values(message).map((text) => [...text.matchAll(/\{\w+\}/g)].map(String).toSorted());
    const optional = new Set(["{count}"]);
    const needed = placeholders.map((names) => names.filter((name) => !optional.has(name)));
    expect(new Set(needed.map(String)).size).toBe(1);
  }
});
