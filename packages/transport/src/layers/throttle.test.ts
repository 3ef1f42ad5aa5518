import { expect, test } from "vitest";
import { createVirtualClock } from "../testing/virtual-clock.ts";
import { createTransport } from "../transport.ts";

test("a spent window is waited out before anything is refused, and the wait is told", async () => {
  const clock = createVirtualClock();
  const sent: number[] = [];
  const transport = createTransport({
    clock,
    fetch: () => {
      sent.push(clock.monotonic());
      return Promise.resolve(new Response("", { headers: { ratelimit: '"d";r=0;t=1' } }));
    },
  });
  const waits: unknown[] = [];
  transport.events.subscribe((event) => {
    if (event.type === "wait") waits.push([event.reason, event.until - event.at]);
  });
  await clock.settle(transport.fetch("https://api.test/"));
  await clock.settle(transport.fetch("https://api.test/"));
  expect([sent, waits]).toEqual([[0, 1000], [["throttle", 1000]]]);
});

test("one refusal pauses every waiting call of the origin, lanes take turns, and a call that is sent again keeps its place", async () => {
  const clock = createVirtualClock();
  const sent: string[] = [];
  const transport = createTransport({
    clock,
    throttle: { concurrency: 1 },
    fetch: (url, init) => {
      sent.push(`${clock.monotonic()} ${new Request(url, init).url.at(-1)}`);
      return Promise.resolve(
        new Response("", sent.length === 1 ? { status: 429, headers: { "retry-after": "5" } } : {}),
      );
    },
  });
  const call = (lane: string, name: string) => transport.with({ lane }).fetch(`https://api.test/${name}`);
  await clock.settle(Promise.all([call("a", "1"), call("a", "2"), call("a", "3"), call("b", "4")]));
  expect(sent.map((line) => line.split(" ")[1])).toEqual(["1", "4", "1", "2", "3"]);
  expect(sent.filter((line) => Number(line.split(" ")[0]) < 5000)).toEqual(["0 1"]);
});

test("a call whose wait would outlast its deadline is refused at once, with the time at which it can go", async () => {
  const clock = createVirtualClock();
  const transport = createTransport({
    clock,
    fetch: () => Promise.resolve(new Response(null, { headers: { ratelimit: '"d";r=0;t=50' } })),
  });
  await clock.settle(transport.fetch("https://api.test/"));
  const hurried = transport.with({ timeout: { deadlineMs: 10_000 } }).fetch("https://api.test/");
  await expect(hurried).rejects.toMatchObject({
    failure: { code: "rate_limited", gaveUp: "deadline", retryAfterMs: 50_000 },
  });
  await clock.advance(0);
  expect(clock.sleepers).toBe(0);
});
