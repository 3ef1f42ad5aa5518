import { describe, expect, test } from "vitest";
import { ask, startHarbor } from "../harbor.test.fixture.ts";

describe("the vendor's own limit", () => {
  test("permits so many requests a window, tells what is left, and says when to come back", async () => {
    const { emulator, clock } = startHarbor({ rateLimit: { requests: 2, windowMs: 10_000 } });
    const responses = [await ask(emulator), await ask(emulator), await ask(emulator)];
    expect(responses.map(({ status }) => status)).toEqual([200, 200, 429]);
    expect(responses.map(({ headers }) => headers.get("ratelimit"))).toEqual([
      '"default";r=1;t=10',
      '"default";r=0;t=10',
      '"default";r=0;t=10',
    ]);
    expect(responses[2]?.headers.get("ratelimit-policy")).toBe('"default";q=2;w=10');
    expect(responses[2]?.headers.get("retry-after")).toBe("10");
    expect(responses[0]?.headers.get("x-ratelimit-reset")).toBe(`${(clock.now() + 10_000) / 1000}`);
    clock.advance(10_000);
    expect((await ask(emulator)).status).toBe(200);
  });
});
