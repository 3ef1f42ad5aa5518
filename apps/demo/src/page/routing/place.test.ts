import * as fc from "fast-check";
import { expect, test } from "vitest";
import { type Place, addressOf, placeOf } from "./place.ts";

const at = (address: string) => placeOf(new URL(address, "http://lantern.example"));

const table: readonly { readonly address: string; readonly place: Place }[] = [
  { address: "/", place: { page: "integrations" } },
  { address: "/connections/harbor-crm", place: { page: "connection", id: "harbor-crm" } },
  { address: "/connections/harbor-crm/receipts/8f2c", place: { page: "receipt", id: "harbor-crm", receipt: "8f2c" } },
  { address: "/connections/harbor-crm/records", place: { page: "records", id: "harbor-crm" } },
  {
    address: "/connections/harbor-crm/records/contacts?after=c_9",
    place: { page: "records", id: "harbor-crm", stream: "contacts", after: "c_9" },
  },
  { address: "/operator", place: { page: "operator" } },
  { address: "/operator/harbor-crm?run=8f2c", place: { page: "operator", id: "harbor-crm", run: "8f2c" } },
];

test.each(table)("$address is a place, and the place has that address", ({ address, place }) => {
  expect(at(address)).toEqual(place);
  expect(addressOf(place)).toBe(address);
});

test.each([
  "/nowhere",
  "/connections",
  "/connections/a/b",
  "/connections/a/records/b/c",
  "/operator/a/b",
  "/connections/a/receipts",
])("%s is no place", (address) => {
  expect(at(address)).toEqual({ page: "unknown" });
});

// A URL drops these two from its path however they are written; no connector calls a stream so.
const streamName = fc.string({ minLength: 1 }).filter((name) => name !== "." && name !== "..");

test("any key comes back out of its address", () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1, unit: "grapheme" }), streamName, (record, stream) => {
      const place: Place = { page: "records", id: "harbor-crm", stream, record };
      expect(at(addressOf(place))).toEqual(place);
    }),
  );
});

test("a percent sign that means nothing is taken as it is", () => {
  expect(at("/connections/100%25%")).toMatchObject({ page: "connection" });
});
