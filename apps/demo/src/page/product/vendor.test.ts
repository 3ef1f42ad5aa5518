import { expect, test } from "vitest";
import { shapesOf } from "./vendor.ts";

test("what two vendors promise under one name is nobody's promise", () => {
  const harbor = { shape: { contacts: { "/id": "string" }, tags: { "/id": "string" } } };
  const fieldnote = { shape: { tickets: { "/id": "integer" }, tags: { "/name": "string" } } };
  expect(shapesOf([harbor, fieldnote])).toEqual({ contacts: { "/id": "string" }, tickets: { "/id": "integer" } });
});
