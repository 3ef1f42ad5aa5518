import { RuleTester } from "oxlint/plugins-dev";
import { describe, test } from "vitest";
import { noAmbient } from "./no-ambient.ts";

RuleTester.describe = describe;
RuleTester.it = test;

const library = [
  "const at = new Date(0);",
  "const at = Date.parse(text);",
  "const at = clock.now();",
  "type Fetch = typeof fetch;",
  "const send = (fetch: Fetch) => fetch(request);",
  "const timers = { setTimeout: true };",
  "const n = Math.floor(1.5);",
  "const digest = crypto.subtle.digest('SHA-256', bytes);",
];

const ambient = [
  "const at = new Date();",
  "const at = Date();",
  "const at = Date.now();",
  "const at = performance.now();",
  "const at = globalThis.performance.now();",
  "const n = Math.random();",
  "const id = crypto.randomUUID();",
  "const bytes = crypto.getRandomValues(new Uint8Array(8));",
  "const signal = AbortSignal.timeout(10);",
  "setTimeout(run, 10);",
  "globalThis.setTimeout(run, 10);",
  "const inner = fetch;",
  "const response = await globalThis.fetch(url);",
  "localStorage.setItem(key, value);",
];

new RuleTester({ languageOptions: { sourceType: "module", parserOptions: { lang: "ts" } } }).run(
  "no-ambient",
  noAmbient,
  {
    valid: library,
    invalid: ambient.map((code) => ({ code, errors: [{ message: /is ambient\. / }] })),
  },
);
