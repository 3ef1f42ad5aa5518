import { FailureError, failure } from "@waybill/transport";
import type { Fetch } from "@waybill/transport";
import { expect, test } from "vitest";
import { createClient } from "../../../../openapi/harbor-crm/client.ts";
import { connected, gate, rejected } from "../../test/worker-port.ts";

/** A connection in a worker whose requests this vendor answers. */
function overVendor(vendor: Fetch) {
  const { acme } = connected({
    "connection.fetch": (...[url, init]) => vendor(String(url), typeof init === "object" ? { ...init } : {}),
  });
  return acme;
}

test("a request arrives as it was made, and its answer as it was given", async () => {
  const asked: Request[] = [];
  const acme = overVendor(async (input, init) => {
    asked.push(new Request(input, init));
    return new Response("created", { status: 201, statusText: "Created", headers: { "x-id": "5", etag: '"a"' } });
  });
  const headers = { "content-type": "text/plain", "x-page": "yes" };
  const request = new Request("https://api.test/notes?a=1", {
    method: "POST",
    headers,
    body: "a note",
    redirect: "error",
  });
  const answer = await acme.fetch(request, { headers: { ...headers, "x-init": "too" } });
  expect([answer.status, answer.statusText, answer.ok, await answer.text()]).toEqual([201, "Created", true, "created"]);
  expect([answer.headers.get("x-id"), answer.headers.get("etag")]).toEqual(["5", '"a"']);
  const [arrived] = asked;
  expect([arrived?.url, arrived?.method, arrived?.redirect]).toEqual(["https://api.test/notes?a=1", "POST", "error"]);
  expect([arrived?.headers.get("x-page"), arrived?.headers.get("x-init")]).toEqual(["yes", "too"]);
  expect(await arrived?.text()).toBe("a note");
});

test.each([
  { what: "an answer without a body", response: () => new Response(null, { status: 204 }), want: [204, ""] },
  { what: "an empty one", response: () => new Response("", { status: 200 }), want: [200, ""] },
  { what: "a refusal", response: () => Response.json({ no: true }, { status: 403 }), want: [403, '{"no":true}'] },
])("$what arrives as it is", async ({ response, want }) => {
  const answer = await overVendor(async () => response()).fetch("https://api.test/");
  expect([answer.status, await answer.text()]).toEqual(want);
});

test("bytes arrive as they are", async () => {
  const bytes = Uint8Array.from({ length: 256 }, (_, n) => n);
  const acme = overVendor(async (input, init) => new Response(await new Request(input, init).arrayBuffer()));
  const answer = await acme.fetch("https://api.test/", { method: "PUT", body: bytes });
  expect(new Uint8Array(await answer.arrayBuffer())).toEqual(bytes);
});

test("a failure of the transport is one in the page", async () => {
  const acme = overVendor(async () => {
    throw new FailureError(failure("rate_limited", { message: "Too often.", retryAfterMs: 5 }));
  });
  expect(await rejected(acme.fetch("https://api.test/"))).toMatchObject({
    failure: { code: "rate_limited", retryAfterMs: 5 },
  });
});

test.each(["before its answer", "in the middle of its body"])(
  "a request that the page aborts %s ends in the worker",
  async (when) => {
    const under = gate<true>();
    const ended = gate<unknown>();
    const acme = overVendor(async (_, init) => {
      under.open(true);
      const aborted = new Promise<never>((_resolve, reject) =>
        init?.signal?.addEventListener("abort", () => {
          ended.open(init.signal?.reason);
          reject(init.signal?.reason);
        }),
      );
      if (when === "before its answer") return aborted;
      return new Response(
        new ReadableStream({ start: (body) => void aborted.catch((reason: unknown) => body.error(reason)) }),
      );
    });
    const user = new AbortController();
    const fetching = rejected(acme.fetch("https://api.test/", { signal: user.signal }));
    await under.promise;
    const reason = new DOMException("The person has left.", "AbortError");
    user.abort(reason);
    expect(await fetching).toBe(reason);
    expect(await ended.promise).toMatchObject({ name: "AbortError", message: "The person has left." });
  },
);

test("a client of the document's types works on a connection in a worker", async () => {
  const acme = overVendor(async (input) => Response.json({ data: [{ id: "1" }], asked: new Request(input).url }));
  const client = createClient(acme, { baseUrl: "https://relay.test" });
  const { data, response } = await client.GET("/contacts", { params: { query: { limit: 1 } } });
  expect(data).toMatchObject({ data: [{ id: "1" }], asked: "https://relay.test/contacts?limit=1" });
  expect(response.status).toBe(200);
});
