import { failure } from "@waybill/transport";
import { expect, test } from "vitest";
import { reasonOf } from "./refusal.ts";

test.each([
  ["unauthorized", "accessRefused"],
  ["offline", "vendorUnreachable"],
  ["network", "vendorUnreachable"],
  ["timeout", "vendorUnreachable"],
  ["unavailable", "vendorUnreachable"],
  ["contract", "answerUnknown"],
] as const)("a refusal for %s is told as %s", (code, want) => {
  expect(reasonOf(failure(code, { message: "" }))).toBe(want);
});
