import { expect, test } from "vitest";
import { expirySigns } from "./expiry-sign.ts";
import type { ExpirySign } from "./expiry-sign.ts";

const signs: readonly ExpirySign[] = [
  { status: 401 },
  { status: 400, code: { at: ["error", "code"], is: ["token_expired", 190] } },
  { status: 403, code: { at: ["errors", 0, "reason"], is: ["EXPIRED"] } },
];
const json = (status: number, body: unknown) => Response.json(body, { status });

interface Row {
  readonly given: string;
  readonly response: Response;
  readonly want: boolean;
}
const rows: readonly Row[] = [
  { given: "the bare status", response: new Response("", { status: 401 }), want: true },
  { given: "another status", response: new Response("", { status: 404 }), want: false },
  { given: "400 with the code", response: json(400, { error: { code: "token_expired" } }), want: true },
  { given: "400 with a number for a code", response: json(400, { error: { code: 190 } }), want: true },
  { given: "400 with another code", response: json(400, { error: { code: "bad_name" } }), want: false },
  { given: "400 with the number as text", response: json(400, { error: { code: "190" } }), want: false },
  { given: "403 with the code in a list", response: json(403, { errors: [{ reason: "EXPIRED" }] }), want: true },
  { given: "403 with the code of 400", response: json(403, { error: { code: "token_expired" } }), want: false },
  { given: "a body that is no JSON", response: new Response("<html>", { status: 400 }), want: false },
  { given: "no body at all", response: new Response(null, { status: 400 }), want: false },
  { given: "null where an object is expected", response: json(400, { error: null }), want: false },
  { given: "a list where an object is expected", response: json(400, []), want: false },
  { given: "a body without an end", response: new Response("x".repeat(70_000), { status: 400 }), want: false },
];

test.for(rows)("$given: $want", async ({ response, want }) => {
  expect(await expirySigns(signs)(response)).toBe(want);
});

test("members of the language are no members of the body", async () => {
  const inherited = expirySigns([{ status: 400, code: { at: ["constructor", "name"], is: ["Object"] } }]);
  expect(await inherited(json(400, {}))).toBe(false);
});

test("the answer can still be read afterwards", async () => {
  const response = json(400, { error: { code: "token_expired" } });
  await expirySigns(signs)(response);
  expect(await response.json()).toEqual({ error: { code: "token_expired" } });
});

test("what is declared replaces status 401", async () => {
  expect(await expirySigns([{ status: 419 }])(new Response("", { status: 401 }))).toBe(false);
});
