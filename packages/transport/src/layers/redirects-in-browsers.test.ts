import { expect, test } from "vitest";
import { emptyBody } from "../body/body-source.ts";
import type { Fetch } from "../clock.ts";
import { Scope } from "../call/scope.ts";
import { inspected } from "./redirects.browser.ts";

test("where redirects cannot be looked at, none is followed with what a request carries", async () => {
  let asked: RequestInit | undefined;
  const fetch: Fetch = async (_, init) => {
    asked = init;
    return new Response("{}");
  };
  const url = new URL("https://api.test/things");
  await inspected(fetch, { url, method: "GET", headers: {}, body: emptyBody, scope: new Scope(), init: {} });
  expect(asked?.redirect).toBe("error");
});
