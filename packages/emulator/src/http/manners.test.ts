import type { JsonObject } from "@waybill/sync/connector";
import { describe, expect, test } from "vitest";
import { createEmulator } from "../emulator.ts";
import { ask, harbor, harborDocument, startHarbor, stillClock } from "../harbor.test.fixture.ts";
import type { ErrorStyle } from "../layers/errors-as.ts";
import { matchFails, noneMatchNames } from "./conditional.ts";

describe("a HEAD request", () => {
  test.each(["/contacts", "/status", "/companies"])("gets the headers of a GET of %s, and no body", async (path) => {
    const { emulator } = startHarbor({ validators: "all" });
    const [get, head] = [await ask(emulator, path), await ask(emulator, path, { method: "HEAD" })];
    const headersOf = (response: Response) =>
      Object.fromEntries([...response.headers].filter(([name]) => name !== "x-request-id"));
    expect([head.status, headersOf(head)]).toEqual([get.status, headersOf(get)]);
    expect([await head.text(), Number(head.headers.get("content-length"))]).toEqual(["", (await get.text()).length]);
  });

  test("is refused where there is nothing to get", async () => {
    const { emulator } = startHarbor();
    expect((await ask(emulator, "/nowhere", { method: "HEAD" })).status).toBe(404);
  });
});

describe("validators", () => {
  const first = (emulator: ReturnType<typeof startHarbor>["emulator"]) =>
    `/contacts/${(emulator.records("contacts")[0] as JsonObject)["id"] as string}`;
  const tagOf = async (emulator: ReturnType<typeof startHarbor>["emulator"], path: string) =>
    (await ask(emulator, path)).headers.get("etag");

  test("stand on single records, on all reads, or nowhere", async () => {
    const tags = [];
    for (const validators of ["records", "all", "none"] as const) {
      const { emulator } = startHarbor({ validators });
      const paths = [first(emulator), "/contacts", "/status"];
      const found = await Promise.all(paths.map((path) => tagOf(emulator, path)));
      tags.push(found.map((tag) => (tag === null ? "none" : tag.startsWith("W/") ? "weak" : "strong")));
    }
    expect(tags).toEqual([
      ["strong", "none", "none"],
      ["strong", "weak", "weak"],
      ["none", "none", "none"],
    ]);
  });

  test("save a body that has not changed, and not one that has", async () => {
    const { emulator } = startHarbor({ validators: "all" });
    const tag = (await tagOf(emulator, "/contacts")) ?? "";
    const again = await ask(emulator, "/contacts", { headers: { "if-none-match": `"other", ${tag}` } });
    expect([again.status, await again.text(), again.headers.get("etag")]).toEqual([304, "", tag]);
    emulator.update("contacts", (emulator.records("contacts")[0] as JsonObject)["id"] ?? null, { name: "Grace" });
    expect((await ask(emulator, "/contacts", { headers: { "if-none-match": tag } })).status).toBe(200);
  });

  test("guard a write: 412 to whoever saw an older version", async () => {
    const { emulator } = startHarbor();
    const path = first(emulator);
    const etag = (await tagOf(emulator, path)) ?? "";
    const patch = async (condition: string) =>
      (
        await ask(emulator, path, {
          method: "PATCH",
          body: JSON.stringify({ data: { name: "Grace" } }),
          headers: { "content-type": "application/json", "if-match": condition },
        })
      ).status;
    expect([await patch(`"other", ${etag}`), await patch(etag), await patch(`W/${etag}`), await patch("*")]).toEqual([
      200, 412, 412, 200,
    ]);
  });

  test.each([
    [null, false, false],
    ['"a"', true, false],
    ['W/"a"', true, true],
    ['"b"', false, true],
    ['"b", W/"c","a"', true, false],
    ["*", true, false],
    ["nonsense", false, true],
  ])("%s against a: none-match %s, match fails %s", (header, named, fails) => {
    expect([noneMatchNames(header, '"a"'), matchFails(header, '"a"')]).toEqual([named, fails]);
  });
});

describe("errors", () => {
  const failing = async (errors: ErrorStyle | undefined, responses: JsonObject = {}) => {
    const paths = harborDocument["paths"] as JsonObject;
    const list = paths["/contacts"] as { get: { responses: JsonObject } };
    const contacts = { ...list, get: { ...list.get, responses: { ...list.get.responses, ...responses } } };
    const emulator = createEmulator({
      document: { ...harborDocument, paths: { ...paths, "/contacts": contacts } },
      connector: harbor(),
      clock: stillClock(),
      ...(errors === undefined ? {} : { errors }),
    });
    const response = await ask(emulator, "/contacts?cursor=nobody");
    return { status: response.status, type: response.headers.get("content-type"), text: await response.text() };
  };
  const declared = (schema: JsonObject, type = "application/json"): JsonObject => ({ content: { [type]: { schema } } });
  const detail = "No position is known by cursor.";

  test("are problem details where the document says nothing", async () => {
    const { type, text } = await failing(undefined);
    expect([type, JSON.parse(text)]).toEqual([
      "application/problem+json",
      { type: "about:blank", title: "Bad Request", status: 400, detail },
    ]);
  });

  const text = { type: "string" };
  test.each<readonly [string, JsonObject, JsonObject]>([
    [
      "a message and a code",
      { "400": declared({ type: "object", properties: { message: text, code: { type: "integer" } } }) },
      { message: detail, code: 400 },
    ],
    [
      "an error in an object, by class of status",
      {
        "4XX": declared({
          type: "object",
          required: ["error"],
          properties: {
            error: {
              type: "object",
              required: ["type"],
              properties: { type: { enum: ["request_error"] }, message: text },
            },
          },
        }),
      },
      { error: { type: "request_error", message: detail } },
    ],
    [
      "a list of errors, by default",
      {
        default: declared({
          type: "object",
          properties: {
            success: { type: "boolean" },
            errors: { type: "array", items: { type: "object", properties: { detail: text, code: text } } },
          },
        }),
      },
      { success: false, errors: [{ detail, code: "bad_request" }] },
    ],
  ])("have the shape that the document declares: %s", async (_, responses, wanted) => {
    const { status, type, text: body } = await failing(undefined, responses);
    expect([status, type, JSON.parse(body)]).toEqual([400, "application/json", wanted]);
  });

  test.each([
    ["problem", "application/problem+json", /"detail":"No position/],
    ["json", "application/json; charset=utf-8", /^{"error":{"code":"bad_request","message":"No position/],
    ["html", "text/html; charset=utf-8", /^<!doctype html>.*No position/],
  ] as const)("are written as %s on request, whatever the document says", async (style, wanted, body) => {
    const { type, text: sent } = await failing(style, {
      "400": declared({ type: "object", properties: { message: text } }),
    });
    expect([type, body.test(sent)]).toEqual([wanted, true]);
  });

  test("of the token endpoint keep the form that OAuth gives them", async () => {
    const { emulator } = startHarbor({ errors: "html" });
    const response = await ask(emulator, "/oauth/token", {
      method: "POST",
      body: new URLSearchParams({ client_id: "x" }),
    });
    expect(await response.json()).toMatchObject({ error: "invalid_client" });
  });
});

describe("an operation on its way out", () => {
  const at = Date.UTC(2026, 0, 1);
  const deprecations = [
    { operation: "GET /contacts", at, sunsetAt: Date.UTC(2026, 11, 31), link: "https://harbor.example/changes" },
  ];

  test("says since when, until when, and where to read about it", async () => {
    const { emulator } = startHarbor({ deprecations });
    const { headers } = await ask(emulator);
    expect([headers.get("deprecation"), headers.get("sunset"), headers.get("link")]).toEqual([
      "@1767225600",
      "Thu, 31 Dec 2026 00:00:00 GMT",
      '<https://harbor.example/changes>; rel="deprecation"; type="text/html"',
    ]);
    expect((await ask(emulator, "/companies")).headers.has("deprecation")).toBe(false);
  });

  test("keeps the links of its pages", async () => {
    const connector = harbor({ deletes: undefined, pagination: { style: "link-header" } });
    const { emulator } = startHarbor({ deprecations, connector });
    expect((await ask(emulator)).headers.get("link")).toMatch(/rel="next", <https:.*rel="deprecation"/);
  });

  test("may be marked by the document", async () => {
    const paths = harborDocument["paths"] as JsonObject;
    const status = { get: { ...(paths["/status"] as { get: JsonObject }).get, deprecated: true } };
    const { emulator } = startHarbor({ document: { ...harborDocument, paths: { ...paths, "/status": status } } });
    expect((await ask(emulator, "/status")).headers.get("deprecation")).toMatch(/^@\d+$/);
    expect((await ask(emulator)).headers.has("deprecation")).toBe(false);
  });

  test("can be read about by scripts of other origins", async () => {
    const { emulator } = startHarbor({ deprecations });
    const exposed = (await ask(emulator)).headers.get("access-control-expose-headers")?.split(", ");
    expect(exposed).toEqual(
      expect.arrayContaining(["Deprecation", "Sunset", "RateLimit-Reset", "X-Shopify-Shop-Api-Call-Limit"]),
    );
  });
});
