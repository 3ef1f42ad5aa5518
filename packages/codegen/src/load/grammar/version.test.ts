import { expect, test } from "vitest";
import { DocumentError } from "../read/document-error.ts";
import { detectVersion } from "./version.ts";

test.each([
  [{ swagger: "2.0" }, "2.0", "2.0"],
  [{ swagger: 2 }, "2.0", "2.0"],
  [{ openapi: "3.0.3" }, "3.0", "3.0.3"],
  [{ openapi: 3 }, "3.0", "3"],
  [{ openapi: "3.1.0" }, "3.1", "3.1.0"],
  [{ openapi: 3.1 }, "3.1", "3.1"],
  [{ openapi: "3.2.0-beta" }, "3.2", "3.2.0-beta"],
])("%j is of the family %s", (head, family, said) => {
  expect(detectVersion({ ...head, paths: {} }, "api")).toEqual({ family, said });
});

test.each([
  [{ paths: {} }, "neither"],
  [{ openapi: "4.0.0", paths: {} }, "4.0.0"],
  [{ openapi: "3.10.0", paths: {} }, "3.10.0"],
  [{ swagger: "1.2", paths: {} }, "1.2"],
  [{ openapi: { major: 3 }, paths: {} }, "major"],
  [{ openapi: "3.1.0" }, "paths"],
  [{ openapi: "3.1.0", paths: [] }, "paths"],
])("%j is refused, and the message says why", (document, word) => {
  expect(() => detectVersion(document, "api")).toThrow(DocumentError);
  expect(() => detectVersion(document, "api")).toThrow(word);
});
