import { readFileSync, readdirSync } from "node:fs";
import { expect, test } from "vitest";

const files = readdirSync(import.meta.dirname, { recursive: true, encoding: "utf8" })
  .filter((path) => /\.tsx?$/.test(path) && !path.includes(".test") && !path.startsWith("testing/"))
  .filter((path) => path !== "css-text.ts" && !path.startsWith("messages/"))
  .map((path) => ({ path, text: readFileSync(`${import.meta.dirname}/${path}`, "utf8") }));
const code = files.map(({ text }) => text).join("\n");
const valuesOf = (pattern: RegExp) =>
  [...new Set([...code.matchAll(pattern)].map(([, value = ""]) => value))].toSorted();

test("requirement 36: no dialog of the browser is ever opened", () => {
  expect(code).not.toMatch(/\b(?:alert|confirm|prompt)\(/);
});

test("requirement 50: a press is handled on a button, and nowhere else", () => {
  const pressed = files.filter(({ text }) => /\bonClick=|\bonKeyDown=|\bonMouseDown=|\bonPointerDown=/.test(text));
  expect(pressed.map(({ path }) => path)).toEqual(["parts/button.tsx"]);
  expect(pressed[0]?.text).toMatch(/<button\s[^>]*onClick=/);
});

test("requirement 89: widgets reach the network through the given source alone", () => {
  expect(code).not.toMatch(/\bfetch\(|XMLHttpRequest|sendBeacon|WebSocket|EventSource|\bimport\(|https?:\/\//);
  expect(readFileSync(`${import.meta.dirname}/waybill.css`, "utf8")).not.toMatch(/@import|url\(/);
});

test("requirement 77: React and TanStack Query are the host's, never copies", () => {
  const manifest: unknown = JSON.parse(readFileSync(`${import.meta.dirname}/../package.json`, "utf8"));
  expect(manifest).toMatchObject({
    dependencies: { "@waybill/sync": expect.any(String) },
    // The first that gives a query function its client.
    peerDependencies: { react: expect.any(String), "@tanstack/react-query": "^5.66.0" },
  });
  const outside = valuesOf(/from "([^."][^"]*)"/g);
  expect(outside).toEqual([
    "@tanstack/react-query",
    "@waybill/sync/status",
    "@waybill/sync/status-http",
    "react",
    "react-dom/client",
  ]);
});

test("requirement 83: parts and data attributes are these, and change only on purpose", () => {
  expect({
    widgets: [...valuesOf(/useRootAttributes\("([\w-]+)"\)/g), ...valuesOf(/\bwidget="([\w-]+)"/g)].toSorted(),
    parts: [...new Set([...valuesOf(/data-part="([\w-]+)"/g), ...valuesOf(/\bpart="([\w-]+)"/g)])].toSorted(),
    attributes: valuesOf(/["\s](data-[a-z]+)["=]/g),
  }).toMatchInlineSnapshot(`
    {
      "attributes": [
        "data-action",
        "data-agrees",
        "data-elevation",
        "data-icon",
        "data-indeterminate",
        "data-kind",
        "data-observed",
        "data-outcome",
        "data-part",
        "data-receipt",
        "data-record",
        "data-size",
        "data-stale",
        "data-stalled",
        "data-state",
        "data-status",
        "data-theme",
        "data-tone",
        "data-variant",
        "data-wb",
        "data-zero",
      ],
      "parts": [
        "about",
        "account",
        "actions",
        "attempt",
        "badge",
        "bar",
        "body",
        "changes",
        "chip",
        "compare",
        "content",
        "copy",
        "counts",
        "day",
        "days",
        "detail",
        "empty",
        "error",
        "failure",
        "footer",
        "header",
        "hint",
        "icon",
        "ignored",
        "item",
        "label",
        "list",
        "logo",
        "meta",
        "metrics",
        "mismatch",
        "more",
        "name",
        "next",
        "notice",
        "observed",
        "progress",
        "reason",
        "reference",
        "retry-many",
        "review",
        "row",
        "snooze",
        "strip",
        "table",
        "text",
        "title",
        "verdict",
        "when",
      ],
      "widgets": [
        "badge",
        "card",
        "failed-records",
        "health",
        "ledger",
        "notice",
        "outbox",
        "progress",
        "receipt",
        "timeline",
      ],
    }
  `);
});
