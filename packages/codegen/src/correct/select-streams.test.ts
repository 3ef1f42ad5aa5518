import { expect, test } from "vitest";
import { array, documentOf, get, object, text } from "../../test/list-document.ts";
import { inferConnector } from "../infer/infer-connector.ts";
import { readModel } from "../infer/document/operation.ts";
import { ConfigError } from "../config/config-error.ts";
import { selectStreams } from "./select-streams.ts";

const list = get(array(object({ id: text })));
const document = documentOf({
  "/users": { get: list },
  "/users/{user_id}/boards": { get: list },
  "/users/{user_id}/boards/{board_id}/cards": { get: list },
});
const { connector } = inferConnector(document);
const search = { connector, model: readModel(document), place: "waybill.config.ts" };

test("streams are kept in the connector's order", () => {
  expect([...selectStreams({ include: ["cards", "boards", "users"] }, search)]).toEqual(["users", "boards", "cards"]);
});

test.each([
  [["cards"], 'Keep "boards" and "users", leave "cards" out'],
  [["users", "cards"], 'Keep "boards", leave "cards" out'],
  [["cards", "boards"], 'Keep "users", leave "boards" out'],
])("with %j alone, all that is missing above is named at once", (include, remedy) => {
  expect(() => selectStreams({ include }, search)).toThrow(ConfigError);
  expect(() => selectStreams({ include }, search)).toThrow(remedy);
});
