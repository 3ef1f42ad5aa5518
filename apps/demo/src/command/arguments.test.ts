import { basename } from "node:path";
import { expect, test } from "vitest";
import { readArguments } from "./arguments.ts";

test("without arguments the product is served for our own three vendors", () => {
  const given = readArguments([], "/somewhere");
  expect(given).toMatchObject({ headless: false, faults: false, port: 4400, records: 6000, latency: 140 });
  const names = typeof given === "string" ? [] : given.documents.map((path) => basename(path));
  expect(names).toEqual(["harbor-crm.yaml", "tally-billing.yaml", "fieldnote-tickets.yaml"]);
});

test("documents are found from where the command was given", () => {
  expect(readArguments(["api/openapi.json", "/etc/b.yaml", "--headless"], "/srv")).toMatchObject({
    documents: ["/srv/api/openapi.json", "/etc/b.yaml"],
    headless: true,
  });
});

test.each([
  { given: ["--port", "many"], want: '--port takes a number up to 65535, not "many".' },
  { given: ["--port", "70000"], want: '--port takes a number up to 65535, not "70000".' },
  { given: ["--records", "1.5"], want: '--records takes a number up to 1000000, not "1.5".' },
  { given: ["--latency", ""], want: '--latency takes a number up to 60000, not "".' },
  { given: ["--hedless"], want: expect.stringContaining("'--hedless'") },
])("$given is answered with what is wrong", ({ given, want }) => {
  expect(readArguments(given, "/")).toEqual(want);
});
