import { expect, test } from "vitest";
import { onlyStream } from "../../../test/infer-stream.ts";
import { flag, object, text } from "../../../test/list-document.ts";

const record = object({ id: text, is_deleted: flag });

test.each([
  "/contacts/including-deleted",
  "/deals/created-updated-or-deleted",
  "/items/not-deleted",
  "/deleted-or-active",
  "/contacts",
])("a deletion is followed in %s, where others stand too", (path) => {
  expect(onlyStream({ path, record }).stream.deletes).toEqual({ field: "/is_deleted" });
});

test.each(["/orders/deleted", "/deleted_contacts", "/removed-items"])("all is deleted in %s, and kept", (path) => {
  expect(onlyStream({ path, record }).stream.deletes).toBeUndefined();
});
