import { expect, test } from "vitest";
import { heading } from "./heading.ts";

test.each([
  ["/first_name", "First name"],
  ["/updatedAt", "Updated at"],
  ["/company_id", "Company ID"],
  ["/requester/name", "Name"],
  ["companies", "Companies"],
  ["", ""],
])("%s heads its column as %s", (pointer, want) => {
  expect(heading(pointer)).toBe(want);
});
