import { describe, expect, test } from "vitest";
import { array, documentOf, get, object, query, text } from "../../test/list-document.ts";
import { correctStreams } from "../../test/correct-streams.ts";
import { inferConnector } from "../infer/infer-connector.ts";
import { readModel } from "../infer/document/operation.ts";
import { applyCorrections } from "./apply-corrections.ts";
import type { Corrections } from "../config/config.ts";

const asked = (name: string) => ({ parameters: [{ ...query(name), required: true }] });

const document = documentOf({
  "/plans": { get: get(array(object({ id: text }))) },
  "/orders": { get: get(array(object({ id: text }))) },
  "/items": { get: get(array(object({ id: text, order: text })), asked("order")) },
  "/notes": { get: get(array(object({ id: text })), asked("about")) },
});

const correct = (streams: NonNullable<Corrections["streams"]>) => correctStreams(document, streams);

describe("a parent", () => {
  const stream = (corrections: NonNullable<Corrections["streams"]>, name: string) =>
    correct(corrections).connector.streams[name];

  test("that was inferred is corrected member by member", () => {
    expect(stream({ items: { parent: { keys: "own" } } }, "items")?.parent).toEqual({
      stream: "orders",
      parameters: { order: "/id" },
      keys: "own",
    });
  });

  test("whose records stay without it tells them apart by both keys, though one would do", () => {
    const below = documentOf({
      "/orders": { get: get(array(object({ id: text }))) },
      "/orders/{order_id}/items": { get: get(array(object({ id: text, name: text }))) },
      "/items/{item_id}": { get: get(object({ id: text, name: text, order_id: text })) },
    });
    const inference = inferConnector(below);
    const [name = ""] = Object.keys(inference.connector.streams).filter((each) => each !== "orders");
    expect(inference.connector.streams[name]?.parent?.keys).toBe("own");
    const corrections: Corrections = { streams: { [name]: { parent: { orphans: "keep" } } } };
    const place = "waybill.config.ts";
    const { connector } = applyCorrections({ inference, model: readModel(below), corrections, place });
    expect(connector.streams[name]?.parent).toMatchObject({ orphans: "keep", keys: "below-parent" });
  });

  test("is named where nothing was inferred, and what it fills is required no more", () => {
    const parent = { stream: "orders", parameters: { about: "/id" } } as const;
    const { connector, report } = correct({ notes: { parent } });
    expect(connector.streams["notes"]).toMatchObject({ parent, list: { required: undefined } });
    expect(report.couldNotTell.filter((gap) => gap.stream === "notes" && gap.question === "required")).toEqual([]);
  });

  test("that is another one is taken as it is", () => {
    const parent = { stream: "plans", parameters: { order: "/id" } } as const;
    expect(stream({ items: { parent } }, "items")?.parent).toEqual(parent);
  });

  test("that is taken away leaves its parameter to be filled", () => {
    expect(stream({ items: { parent: false } }, "items")).toMatchObject({
      parent: undefined,
      list: { required: ["order"] },
    });
  });

  test("that fills a parameter which the list does not take is refused, with the nearest", () => {
    const parent = { stream: "orders", parameters: { oder: "/id" } } as const;
    expect(() => stream({ items: { parent } }, "items")).toThrow(/parent\.parameters names the parameter "oder"/u);
  });
});
