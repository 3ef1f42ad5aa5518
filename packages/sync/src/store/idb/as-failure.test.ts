import { expect, test } from "vitest";
import { asFailure } from "./as-failure.ts";

test.each(["NotReadableError", "DataError"])("a row that cannot be read back says what to do next (%s)", (name) => {
  const { failure } = asFailure(new DOMException("", name));
  expect(failure).toMatchObject({ code: "storage", retryable: false });
  expect(failure.message).toMatch(/cannot be read back, and nothing was changed\. Erase the connection/);
});
