import { expect, test } from "vitest";
import { flat, sameNoun, singular, snake, wordsOf } from "./words.ts";

test.each([
  ["updatedAt", ["updated", "at"]],
  ["created[gte]", ["created", "gte"]],
  ["UpdatedDateUTC", ["updated", "date", "utc"]],
  ["IDToken", ["id", "token"]],
  ["page_size", ["page", "size"]],
  ["1-clicks", ["1", "clicks"]],
  ["@odata.nextLink", ["odata", "next", "link"]],
  ["", []],
])("the words of %s", (name, words) => {
  expect(wordsOf(name)).toEqual(words);
});

test.each([
  ["contacts", "contact"],
  ["companies", "company"],
  ["addresses", "address"],
  ["boxes", "box"],
  ["statuses", "status"],
  ["aliases", "alias"],
  ["status", "status"],
  ["keys", "key"],
  ["news", "new"],
])("the singular of %s", (plural, one) => {
  expect(singular(plural)).toBe(one);
});

test("names are the same noun but for case, separators and number", () => {
  expect(sameNoun("domain_records", "DomainRecord")).toBe(true);
  expect(sameNoun("orders", "order_entries")).toBe(false);
  expect(flat("page[size]")).toBe(flat("pageSize"));
  expect(snake("dealFields")).toBe("deal_fields");
});
