import { describe, expect, test } from "vitest";
import type { JsonObject } from "@waybill/sync/connector";
import { listDocument } from "../../../test/list-document.ts";
import { readModel } from "../document/operation.ts";
import { inferRateLimits } from "./rate-limits.ts";

const told = (document: JsonObject) => inferRateLimits(readModel(document));
const saying = (description: string) => ({ ...listDocument(), info: { title: "Harbor", version: "1", description } });

test.each<readonly [string, object | undefined]>([
  ["You may send 100 requests per minute.", { requests: 100, windowMs: 60_000 }],
  ["Limited to 5,000 requests per hour per account.", { requests: 5000, windowMs: 3_600_000 }],
  ["At most **10** API calls every second", { requests: 10, windowMs: 1000 }],
  ["20 requests in any 10 second window", { requests: 20, windowMs: 10_000 }],
  ["1000 calls a day; 4 concurrent requests.", { requests: 1000, windowMs: 86_400_000, concurrency: 4 }],
  ["No more than 5 simultaneous connections.", { concurrency: 5 }],
  ["100 requests per minute. Really: 100 requests per minute.", { requests: 100, windowMs: 60_000 }],
  ["Be gentle, we limit requests.", undefined],
  ["0 requests per minute", undefined],
])("the text %j limits to %j", (text, want) => {
  expect(told(saying(text)).value.limits).toEqual(want);
});

describe("of several limits", () => {
  const several = told(saying("5,000 requests per hour, and 250 requests per minute."));

  test("none is followed, since nobody can tell which holds", () => {
    expect(several.value.limits).toBeUndefined();
    expect(several.confidence).toBeLessThan(0.8);
  });

  test("all are told in the words of the document", () => {
    expect(several.value.spoken).toEqual(["5,000 requests per hour", "250 requests per minute"]);
  });
});

test("headers that tell of limits are those of answers and of refusals, each once", () => {
  const refused = { "429": { description: "slow down", headers: { "Retry-After": {}, "x-ratelimit-limit": {} } } };
  const document = listDocument({
    headers: { "X-RateLimit-Limit": {}, "X-Request-Id": {} },
    paths: { "/orders": { get: { responses: refused } } },
  });
  expect(told(document).value.headers).toEqual(["X-RateLimit-Limit", "Retry-After"]);
});

test.each([
  [
    { limit: 100, window: 60 },
    { requests: 100, windowMs: 60_000 },
  ],
  [{ limit: "many", window: 60 }, undefined],
  [[100], undefined],
])("an extension of %j limits to %j", (written, want) => {
  expect(told({ ...listDocument(), "x-rate-limit": written }).value.limits).toEqual(want);
});
