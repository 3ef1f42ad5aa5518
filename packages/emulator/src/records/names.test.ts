import { expect, test } from "vitest";
import { referredBy, singular } from "./names.ts";

test.each([
  ["contacts", "contact"],
  ["Companies", "company"],
  ["con-tact", "contact"],
  ["boxes", "box"],
  ["addresses", "address"],
  ["status", "status"],
  ["bus", "bus"],
  ["analysis", "analysis"],
])("%s is, without case, separators and plural, %s", (name, one) => {
  expect(singular(name)).toBe(one);
});

test.each([
  ["company_id", "company"],
  ["companyId", "company"],
  ["owner_uuid", "owner"],
  ["projectGid", "project"],
  ["id", undefined],
  ["name", undefined],
])("%s refers to %s", (field, referred) => {
  expect(referredBy(field)).toBe(referred);
});
