import { createRequire } from "node:module";
import { expect, test } from "vitest";
import { assertWriterVersion, WRITER_VERSION } from "./writer-version.ts";

const require = createRequire(import.meta.url);

test("the version that is depended on is the one that is read, and the one that is installed", () => {
  expect(require("../../package.json")).toMatchObject({ dependencies: { "openapi-typescript": WRITER_VERSION } });
  expect(() => assertWriterVersion(require("openapi-typescript/package.json"))).not.toThrow();
});

test.each([{ version: "7.14.0" }, {}, undefined])(
  "of %j is told which version is needed, and what to do",
  (manifest) => {
    expect(() => assertWriterVersion(manifest)).toThrow(`openapi-typescript ${WRITER_VERSION}`);
    expect(() => assertWriterVersion(manifest)).toThrow('"overrides"');
  },
);
