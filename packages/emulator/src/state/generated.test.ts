import type { Incremental } from "@waybill/sync/connector";
import { expect, test } from "vitest";
import { schemaReader } from "../document/schema.ts";
import { harbor, harborDocument } from "../harbor.test.fixture.ts";
import { rangeOf } from "../listing/filter.ts";
import { blueprint } from "../records/blueprint.ts";
import { relations } from "../records/relations.ts";
import { words } from "../records/words.ts";
import { Generated } from "./generated.ts";
import { RecordCache } from "./record-cache.ts";
import type { Range } from "./shown.ts";

const count = process.env["WAYBILL_LONG"] === "1" ? 1_000_000 : 100_000;
const end = Date.UTC(2026, 2, 1);
const day = 86_400_000;

/** So many contacts, and how many instants of them were looked at. */
function contactsBy(change: Partial<Incremental>) {
  const { contacts } = harbor().streams;
  if (contacts?.incremental === undefined) throw new Error("The harbor has contacts, and they are dated.");
  const incremental = { ...contacts.incremental, until: "updated_until", ...change };
  const reader = schemaReader(harborDocument);
  const made = { document: harborDocument, reader, seed: 1, end, count };
  const plan = blueprint({ ...contacts, incremental, deletes: undefined }, made);
  const looks = { count: 0 };
  const timeline = {
    at: (n: number) => {
      looks.count++;
      return plan.timeline.at(n);
    },
  };
  const factory = { seed: 1, reader, words: words(), relations: relations(new Map(), { seed: 1, reader }) };
  const options = { plan: { ...plan, timeline }, factory, cache: new RecordCache(), first: 0, total: count };
  return { generated: new Generated(options), incremental, looks };
}

function window(incremental: Incremental, from: number, to: number): Range {
  const url = new URL("https://api.harbor.example/contacts");
  url.searchParams.set("updated_since", new Date(from).toISOString());
  url.searchParams.set("updated_until", new Date(to).toISOString());
  const request = new Request(url);
  const exchange = { request, url, method: "GET", body: undefined, malformed: false, path: {}, now: end };
  const range = rangeOf(incremental, exchange);
  if (range === undefined || "refused" in range) throw new Error("These bounds are instants.");
  return range;
}

test.each([
  { kind: "created", order: "asc" },
  { kind: "created", order: "unknown" },
  { kind: "updated", order: "asc" },
  { kind: "updated", order: "unknown" },
] as const)(`a window of ${count} $kind records in order $order is found without walking them all`, (change) => {
  const { generated, incremental, looks } = contactsBy(change);
  const open = (from: number, to: number) =>
    generated.sequence({ deleted: true, range: window(incremental, from, to) });
  if (change.kind === "updated") open(0, 1); // these are sorted once
  looks.count = 0;
  const sequence = open(end - 3 * day, end - 2 * day);
  expect(sequence.length).toBeGreaterThan(50);
  expect(sequence.length).toBeLessThan(count / 50);
  expect(looks.count).toBeLessThan(100);
});
