import { expect, test } from "vitest";
import { readArguments } from "./arguments.ts";

test("without arguments the product is served for our own CRM", () => {
  expect(readArguments([], "/somewhere")).toEqual({
    document: expect.stringMatching(/openapi[/\\]harbor-crm\.yaml$/),
    headless: false,
    faults: false,
    port: 4400,
  });
});

test("a document is found from where the command was given", () => {
  expect(readArguments(["api/openapi.json", "--headless"], "/srv")).toMatchObject({
    document: "/srv/api/openapi.json",
    headless: true,
  });
});

test.each([
  { given: ["--port", "many"], want: '--port takes a number up to 65535, not "many".' },
  { given: ["--port", "70000"], want: '--port takes a number up to 65535, not "70000".' },
  { given: ["a.yaml", "b.yaml"], want: "One document at a time: a.yaml, b.yaml." },
  { given: ["--hedless"], want: expect.stringContaining("'--hedless'") },
])("$given is answered with what is wrong", ({ given, want }) => {
  expect(readArguments(given, "/")).toEqual(want);
});
