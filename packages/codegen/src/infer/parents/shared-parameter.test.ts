import type { ParameterRef } from "@waybill/sync/connector";
import { expect, test } from "vitest";
import type { ListedStream } from "./parent-rule.ts";
import { isShared } from "./shared-parameter.ts";

const asking = (path: string, ref: ParameterRef): ListedStream => ({
  name: path,
  operation: { method: "GET", path, parameters: [] },
  primaryKey: ["/id"],
  open: [ref],
  record: undefined,
});

test.each<[boolean, ParameterRef, readonly [string, string]]>([
  [true, "path:id", ["/users/{id}/boards", "/users/{id}/boards/{board_id}/cards"]],
  [false, "path:id", ["/users/{id}/boards", "/lists/{id}/items"]],
  [false, "path:id", ["/users-{id}/boards", "/lists-{id}/items"]],
  [true, "workspace_id", ["/teams", "/projects"]],
  [true, "header:X-Account-Id", ["/teams", "/projects"]],
  [false, "id", ["/teams", "/projects"]],
  [false, "key", ["/teams", "/projects"]],
  [false, "name", ["/teams", "/projects"]],
])("shared is %s: %s of %j", (want, ref, [one, other]) => {
  expect(isShared(ref, asking(one, ref), asking(other, ref))).toBe(want);
});

test("a parameter that one of two does not have is not shared", () => {
  expect(isShared("workspace_id", asking("/teams", "workspace_id"), asking("/projects", "team_id"))).toBe(false);
});
