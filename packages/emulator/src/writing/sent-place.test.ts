import type { JsonObject } from "@waybill/sync/connector";
import { expect, test } from "vitest";
import { schemaReader } from "../document/schema.ts";
import { harbor } from "../harbor.test.fixture.ts";
import { sentPlace } from "./sent-place.ts";

const reader = schemaReader({});
const stream = harbor().streams["contacts"];
const object = (properties: JsonObject): JsonObject => ({ type: "object", properties });
const text = { type: "string" } as const;
const keyed = object({ id: text, name: text });
const keyless = object({ name: text });

test.each<readonly [string, readonly [JsonObject, JsonObject | undefined], JsonObject, string]>([
  ["at the root of a bare body", [keyless, keyed], { name: "a" }, ""],
  [
    "where the answer has the record, though no key is sent",
    [object({ data: keyless }), object({ data: keyed })],
    { data: {} },
    "/data",
  ],
  ["in a wrapper of its own", [object({ contact: keyed }), object({ data: keyed })], { contact: {} }, "/contact"],
  ["in a wrapper, where nothing is answered", [object({ data: keyed }), undefined], { data: {} }, "/data"],
  [
    "in a wrapper of the stream's name, where the answer has none",
    [object({ contact: keyed }), keyed],
    { contact: {} },
    "/contact",
  ],
  ["not in a reference to another record", [object({ name: text, company: keyed }), keyed], { company: {} }, ""],
])("the fields of a record are %s", (_, [request, response], body, want) => {
  if (stream === undefined) throw new Error("The fixture has contacts.");
  expect(sentPlace(body, { request, response }, { stream, reader })).toBe(want);
});
