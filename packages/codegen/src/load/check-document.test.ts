import { describe, expect, test } from "vitest";
import { array, documentOf, get, object, text } from "../../test/list-document.ts";
import { checkDocument } from "./check-document.ts";
import { DocumentError } from "./document-error.ts";

const missing = () => ({ $ref: "#/components/schemas/Missing" });

describe("a $ref that names nothing", () => {
  test.each([
    ["the answer", documentOf({ "/a": { get: get(missing()) } }), "/schema"],
    [
      "the records",
      documentOf({ "/a": { get: get(object({ data: array(missing()) })) } }),
      "/schema/properties/data/items",
    ],
    ["a parameter", documentOf({ "/a": { get: get(text, { parameters: [missing()] }) } }), "/parameters/0"],
    ["a path item", documentOf({ "/a": missing() }), "/paths/~1a"],
  ])("as %s cannot be read past", (_, document, place) => {
    expect(() => checkDocument(document, "api.yaml")).toThrow(DocumentError);
    expect(() => checkDocument(document, "api.yaml")).toThrow(`${place}: The $ref`);
  });

  test("as a field of a record is a diagnostic with its place: the list is a list all the same", () => {
    const record = object({ id: text, owner: missing() });
    const document = documentOf(
      { "/a": { get: get(array({ $ref: "#/components/schemas/A" })) } },
      {
        components: {
          schemas: { A: object({ id: text, tag: missing(), more: object({ owner: missing() }) }), B: record },
        },
      },
    );
    expect(checkDocument(document, "api.yaml").map(({ code, pointer }) => `${code} ${pointer}`)).toEqual([
      "broken-reference /components/schemas/A/properties/tag",
      "broken-reference /components/schemas/A/properties/more/properties/owner",
      "broken-reference /components/schemas/B/properties/owner",
    ]);
  });
});

test("a $ref that leads only to itself is refused", () => {
  const schemas = { A: { $ref: "#/components/schemas/B" }, B: { $ref: "#/components/schemas/A" } };
  expect(() => checkDocument(documentOf({}, { components: { schemas } }), "api.yaml")).toThrow("leads only to itself");
});

test("a schema that contains itself is no circle of references", () => {
  const schemas = { Tree: object({ children: array({ $ref: "#/components/schemas/Tree" }) }) };
  expect(
    checkDocument(
      documentOf({ "/a": { get: get({ $ref: "#/components/schemas/Tree" }) } }, { components: { schemas } }),
      "api.yaml",
    ),
  ).toEqual([]);
});

test("operations that share an operationId, or declare no responses, are told and taken", () => {
  const document = documentOf({
    "/a": { get: get(text, { operationId: "list" }) },
    "/b": { get: get(text, { operationId: "list" }), post: {} },
  });
  expect(checkDocument(document, "api.yaml").map(({ code, pointer }) => `${code} ${pointer}`)).toEqual([
    "duplicate-operation-id /paths/~1b/get/operationId",
    "missing-responses /paths/~1b/post",
  ]);
});
