import type { Json } from "@waybill/sync/connector";
import { expect, test } from "vitest";
import { array, documentOf, get, integer, object, text } from "../../../test/list-document.ts";
import { inferConnector } from "../infer-connector.ts";

interface Declared {
  readonly name: string;
  readonly in: "path" | "query";
  readonly required: true;
  readonly schema: Json;
}

/** Whether the users, whose keys are of a type, fill the parameter of a list. */
function isFilled(key: Json, parameter: Declared): boolean {
  const path = parameter.in === "path" ? `/users/{${parameter.name}}/events` : "/events";
  const { connector } = inferConnector(
    documentOf({
      "/users": { get: get(array(object({ id: key, name: text }))) },
      [path]: { get: get(array(object({ id: text, user: text })), { parameters: [{ ...parameter }] }) },
    }),
  );
  return Object.values(connector.streams).some(({ parent }) => parent?.stream === "users");
}

const inPath = (name: string, schema: Json): Declared => ({ name, in: "path", required: true, schema });
const number = { type: "number" };
const nullableInteger = { type: ["integer", "null"] };

test.each<[boolean, string, Json, Declared]>([
  [false, "a name that is text by keys that are numbers", integer, inPath("username", text)],
  [false, "also where a key may be null", nullableInteger, inPath("username", { type: ["string", "null"] })],
  [true, "a name by keys that are text", text, inPath("username", text)],
  [true, "a number by whole numbers", integer, inPath("user", number)],
  [true, "one of several types", integer, inPath("user", { type: ["string", "integer"] })],
  [true, "one of a type that the document does not tell", integer, inPath("user", {})],
  [true, "one by keys of a type that the document does not tell", {}, inPath("username", text)],
  [true, "one that is called as the keys are, whatever the types", integer, inPath("user_id", text)],
])("filled is %s: %s", (want, _, key, parameter) => {
  expect(isFilled(key, parameter)).toBe(want);
});

test("a parameter of the query is held to the same", () => {
  const asked = (schema: Json): Declared => ({ name: "user", in: "query", required: true, schema });
  expect(isFilled(integer, asked(text))).toBe(false);
  expect(isFilled(integer, asked(integer))).toBe(true);
});
