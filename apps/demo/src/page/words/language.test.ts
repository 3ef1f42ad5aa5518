import { expect, test } from "vitest";
import { localeOf, preferred } from "./language.ts";

test.each([
  { given: ["pl-PL", "de-AT", "en"], want: "de" },
  { given: ["en-GB", "de"], want: "en" },
  { given: ["pl"], want: "en" },
  { given: [], want: "en" },
])("a browser that wants $given is spoken to in $want", ({ given, want }) => {
  expect(preferred(given)).toBe(want);
});

test("numbers follow the browser's region where it names one", () => {
  expect(localeOf("de", ["en-US", "de-AT"])).toBe("de-AT");
  expect(localeOf("de", ["en-US"])).toBe("de");
});
