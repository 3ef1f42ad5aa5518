import { describe, expect, test } from "vitest";
import { array, documentOf, get, object, text } from "../../test/list-document.ts";
import { correctStreams } from "../../test/correct-streams.ts";
import { ConfigError } from "../config/config-error.ts";
import type { Corrections } from "../config/config.ts";

const below = (...names: readonly string[]) => ({
  parameters: names.map((name) => ({ name, in: "path", required: true, schema: text })),
  get: get(array(object({ id: text }))),
});
const document = documentOf({
  "/users": below(),
  "/users/{user_id}/boards": below("user_id"),
  "/users/{user_id}/boards/{board_id}/cards": below("user_id", "board_id"),
  "/users/{user_id}/boards/{board_id}/cards/{card_id}/notes": below("user_id", "board_id", "card_id"),
});

const correct = (streams: NonNullable<Corrections["streams"]>) => correctStreams(document, streams);

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

const parent = { stream: "users", parameters: { user_id: "/id" } } as const;

describe("a parameter that a correction gives a value", () => {
  const list = { parameters: { "path:user_id": "u1" } } as const;

  test("is filled by no record of an inferred parent, and nothing is asked", () => {
    const { connector, report } = correct({ boards: { list } });
    expect(connector.streams["boards"]?.parent).toBeUndefined();
    expect(connector.streams["boards"]?.list).toMatchObject({ ...list, required: undefined });
    const answer = report.streams.find(({ name }) => name === "boards")?.answers.parent;
    expect(answer).toMatchObject({ value: undefined, confidence: 1 });
    expect(answer?.evidence.join()).toContain("path:user_id");
    expect(report.couldNotTell.filter(({ stream }) => stream === "boards")).toEqual([]);
  });

  test("is not inherited either, and what the parent filled besides is asked for", () => {
    const { connector, report } = correct({ cards: { list } });
    expect(connector.streams["cards"]?.parent).toBeUndefined();
    expect(connector.streams["cards"]?.list.required).toEqual(["path:board_id"]);
    expect(connector.streams["boards"]?.parent).toBeDefined();
    expect(report.couldNotTell).toContainEqual({
      stream: "cards",
      question: "required",
      why: expect.stringContaining("nothing fills path:board_id"),
    });
  });

  test("is refused where a person wrote a parent that fills it", () => {
    expect(() => correct({ boards: { list, parent } })).toThrow(/"boards".*path:user_id/u);
    expect(() => correct({ boards: { list, parent: { changesShowAt: "parent" } } })).toThrow(ConfigError);
  });

  test("is the only one that fills it where the parent is taken away as well", () => {
    expect(correct({ boards: { list, parent: false } }).connector.streams["boards"]).toMatchObject({
      parent: undefined,
    });
  });
});
