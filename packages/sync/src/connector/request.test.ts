import { expect, test } from "vitest";
import { buildRequest } from "./request.ts";
import type { RequestParts } from "./request.ts";

const parts = (change: Partial<RequestParts>): RequestParts => ({
  method: "GET",
  baseUrl: "https://api.test/v1",
  path: "/contacts",
  parameters: {},
  ...change,
});

test("each parameter goes where its reference says", () => {
  const built = buildRequest(
    parts({
      path: "/teams/{team id}/contacts",
      headers: { "X-Pin": "2024" },
      parameters: { limit: 5, "path:team id": "a/b", "header:X-Version": 3, expand: ["owner", "deals"], none: null },
    }),
  );
  expect(built).toEqual({
    url: "https://api.test/v1/teams/a%2Fb/contacts?limit=5&expand=owner&expand=deals",
    method: "GET",
    headers: { accept: "application/json", "x-pin": "2024", "x-version": "3" },
  });
});

test("members of a body are built from pointers, and a POST always has one", () => {
  const built = buildRequest(parts({ method: "POST", parameters: { "/a/b": 1, "/a/c": null, "/__proto__/x": 2 } }));
  expect(built.body).toBe('{"a":{"b":1,"c":null},"__proto__":{"x":2}}');
  expect(built.headers["content-type"]).toBe("application/json");
  expect(buildRequest(parts({ method: "POST" })).body).toBe("{}");
});

test("a complete address stands as the vendor wrote it, so that no parameter is sent twice", () => {
  const url = "https://api.test/v1/contacts?limit=5&cursor=x";
  expect(buildRequest(parts({ url, parameters: { limit: 5, "header:X-Version": 3 } }))).toEqual({
    url,
    method: "GET",
    headers: { accept: "application/json", "x-version": "3" },
  });
});

test.each(["../admin", "...", "%2e%2e", "a?b", "a#b"])("a path value of %j cannot lead elsewhere", (value) => {
  const { url } = buildRequest(parts({ path: "/contacts/{id}/notes", parameters: { "path:id": value } }));
  const { pathname, search, hash } = new URL(url);
  expect(pathname.split("/")).toHaveLength(5);
  expect([pathname.startsWith("/v1/contacts/"), search, hash]).toEqual([true, "", ""]);
});

test.each([".", ".."])("a path value of %j is refused: no way of writing it stays in its place", (value) => {
  const given = parts({ path: "/contacts/{id}/notes", parameters: { "path:id": value } });
  expect(() => buildRequest(given)).toThrow(/another path/);
});
