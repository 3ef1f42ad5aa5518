import { expect, test } from "vitest";
import { basePath, router } from "./router.ts";

const routes = router(
  [
    "/{anything}",
    "/contacts/{id}",
    "/contacts/me",
    "/contacts",
    "/files/{name}.json",
    "/contacts/{id}/notes/{note}",
  ].map((path) => ({ method: "GET", path, target: path })),
  "/v1",
);

test.each([
  ["/contacts", "/contacts", {}],
  ["/contacts/", "/contacts", {}],
  ["/contacts/me", "/contacts/me", {}],
  ["/contacts/a%2Fb", "/contacts/{id}", { id: "a/b" }],
  ["/contacts/%E0%A4%A", "/contacts/{id}", { id: "%E0%A4%A" }],
  ["/files/report.json", "/files/{name}.json", { name: "report" }],
  ["/v1/contacts/7/notes/8", "/contacts/{id}/notes/{note}", { id: "7", note: "8" }],
  ["/companies", "/{anything}", { anything: "companies" }],
])("%s means %s", (pathname, target, path) => {
  expect(routes.find("GET", pathname)).toEqual({ target, path, operation: `GET ${target}` });
});

test.each([
  ["GET", "/a/b/c/d"],
  ["POST", "/contacts"],
])("%s %s means nothing", (method, pathname) => {
  expect(routes.find(method, pathname)).toBeUndefined();
});

test("of two equal routes the first wins", () => {
  const twice = router(
    ["one", "two"].map((target) => ({ method: "GET", path: "/x", target })),
    "",
  );
  expect(twice.find("GET", "/x")?.target).toBe("one");
});

test.each([
  ["https://api.vendor.example/v1/", "/v1"],
  ["https://api.vendor.example", ""],
  ["https://{shop}.vendor.example/admin/api", "/admin/api"],
  ["/api/v3", "/api/v3"],
  ["", ""],
])("the base path of %j is %j", (url, wanted) => {
  expect(basePath(url)).toBe(wanted);
});
