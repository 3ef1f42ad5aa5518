import type { StreamContract } from "@waybill/sync/connector";
import { expect, test } from "vitest";
import { en } from "../words/terms/en.ts";
import { columns } from "./column.ts";

const payments: StreamContract = {
  name: "payments",
  list: { method: "GET", path: "/payments" },
  items: "/data",
  pagination: { style: "none" },
  primaryKey: ["/id"],
  incremental: {
    param: "created[gte]",
    cursorField: "/created",
    kind: "created",
    format: "epoch-s",
    granularityMs: 1000,
    order: "unknown",
    lagMs: 0,
  },
};

test("a stream that lists no fields for the screen has no columns", () => {
  expect(columns(payments, en)).toEqual([]);
});

test("the title comes first and once, and instants written as numbers are known as such", () => {
  const display = { title: "/description", fields: ["/created", "/description", "/amount"] } as const;
  const shown = columns({ ...payments, display }, en);
  expect(shown).toEqual([
    { pointer: "/description", heading: "Description", meaning: "number" },
    { pointer: "/created", heading: "Created", meaning: "epoch-s" },
    { pointer: "/amount", heading: "Amount", meaning: "number" },
  ]);
});
