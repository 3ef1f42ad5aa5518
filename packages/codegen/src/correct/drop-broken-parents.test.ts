import { expect, test } from "vitest";
import { array, documentOf, get, object, text } from "../../test/list-document.ts";
import { inferConnector } from "../infer/infer-connector.ts";
import { readModel } from "../infer/operation.ts";
import { applyCorrections } from "./apply-corrections.ts";
import type { Corrections } from "./config.ts";

const list = get(array(object({ id: text })));
const document = documentOf({
  "/users": { get: list },
  "/users/{user_id}/boards": { get: list },
  "/users/{user_id}/boards/{board_id}/cards": { get: list },
  "/users/{user_id}/boards/{board_id}/cards/{card_id}/notes": { get: list },
});

const correct = (streams: NonNullable<Corrections["streams"]>) =>
  applyCorrections({
    inference: inferConnector(document),
    model: readModel(document),
    corrections: { streams },
    place: "waybill.config.ts",
  });

test.each<[string, NonNullable<Corrections["streams"]>]>([
  ["whose keys are its own", { boards: { parent: { keys: "own" } } }],
  ["that has no parent", { boards: { parent: false } }],
])("below a stream %s, what inherits from it is asked for, and so is what inherits from that", (_, streams) => {
  const { connector, report } = correct(streams);
  expect(connector.streams["cards"]).toMatchObject({ parent: undefined });
  expect(connector.streams["cards"]?.list.required).toEqual(["path:board_id", "path:user_id"]);
  expect(connector.streams["notes"]?.list.required).toEqual(["path:card_id", "path:board_id", "path:user_id"]);
  expect(report.streams.find(({ name }) => name === "cards")?.answers.parent.value).toBeUndefined();
  const asked = report.couldNotTell.filter(({ question, stream }) => question === "required" && stream === "cards");
  expect(asked.map(({ why }) => why).join()).toContain('it was listed below "boards"');
});

test("what a person wrote about a parent is not taken away in silence", () => {
  const cards = { parent: { changesShowAt: "parent" } } as const;
  expect(() => correct({ boards: { parent: { keys: "own" } }, cards })).toThrow("/streams/cards/parent/inherits/0");
});
