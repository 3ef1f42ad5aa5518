import * as fc from "fast-check";
import { expect, test } from "vitest";
import { isFailureError } from "../failure.ts";
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

test.each([Number.NaN, Infinity, -1])("a cost of %s is refused where it is said, by its name", (cost) => {
  expect(() => createTransport().with({ cost })).toThrow(new RegExp(`^cost is ${cost};`));
});

test("what a call costs is counted against a configured limit", async () => {
  const clock = createVirtualClock();
  const sent: number[] = [];
  const transport = createTransport({
    clock,
    throttle: { limits: [{ requests: 10, perMs: 1000 }] },
    fetch: () => Promise.resolve(new Response(String(sent.push(clock.monotonic())))),
  });
  const { fetch } = transport.with({ cost: 4 });
  await clock.settle(Promise.all([1, 2, 3, 4].map(() => fetch("https://api.test/"))));
  expect(sent).toEqual([0, 0, 1000, 1000]);
});

const caller = fc.record({
  lane: fc.constantFrom("a", "b"),
  priority: fc.integer({ min: 0, max: 1 }),
  leaves: fc.boolean(),
});

/** A vendor that answers one request at a time, and only once it is let. */
function heldVendor(queue: number) {
  const clock = createVirtualClock();
  const sent: string[] = [];
  let [open, held] = [false, (): void => undefined];
  const transport = createTransport({
    clock,
    throttle: { concurrency: 1, queue },
    async fetch(input) {
      sent.push(new URL(new Request(input).url).pathname.slice(1));
      if (!open) await new Promise<void>((resolve) => (held = resolve));
      return new Response(null);
    },
  });
  const release = (): void => {
    open = true;
    held();
  };
  return { clock, sent, transport, release };
}

test("no more wait than the queue holds, an abort leaves no waiter behind, and the rest go in their order", async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(6), fc.array(caller, { maxLength: 10 }), async (queue, callers) => {
      const { clock, sent, transport, release } = heldVendor(queue);
      const first = transport.with({ lane: "first" }).fetch("https://api.test/first");
      await clock.advance(0);
      const controller = new AbortController();
      const outcomes = callers.map(({ lane, priority, leaves }, index) =>
        transport
          .with({ lane, priority })
          .fetch(`https://api.test/${index}`, leaves ? { signal: controller.signal } : {})
          .then(
            () => "answered",
            (error: unknown) => (isFailureError(error) ? error.failure.gaveUp : error),
          ),
      );
      await clock.advance(0);
      controller.abort("left");
      release();
      const ends = await clock.settle(Promise.all(outcomes));
      const want = callers.map(({ leaves }, index) => (index >= queue ? "queue" : leaves ? "left" : "answered"));
      expect(ends).toEqual(want);
      const order = sent.slice(1).map(Number);
      const stayed = [...want.keys()].filter((index) => want[index] === "answered");
      expect(order.toSorted((a, b) => a - b)).toEqual(stayed);
      const priorities = order.map((index) => callers[index]?.priority ?? 0);
      // Every fourth turn is for those who are passed over.
      const early = priorities.flatMap((priority, at) => (priority === 0 && priorities.includes(1, at) ? [at] : []));
      for (const at of early) expect(priorities.slice(Math.max(0, at - 3), at)).toEqual([1, 1, 1]);
      for (const { lane, priority } of callers) {
        const own = order.filter((index) => callers[index]?.lane === lane && callers[index].priority === priority);
        expect(own).toEqual(own.toSorted((a, b) => a - b));
      }
      await clock.settle(Promise.all([first, transport.fetch("https://api.test/last")]));
      expect([sent.at(-1), clock.monotonic(), clock.sleepers]).toEqual(["last", 0, 0]);
    }),
    { numRuns: 40 },
  );
});

test("a request that is refused before it leaves gives its place back", async () => {
  const clock = createVirtualClock();
  const transport = createTransport({
    clock,
    credential: {
      id: "own",
      secret: false,
      authorizationOnly: true,
      sign(request) {
        if (request.url.pathname === "/refused") throw new TypeError("This one is not signed.");
        return { request, stamp: "s" };
      },
    },
    throttle: { concurrency: 1 },
    fetch: () => Promise.resolve(new Response(null)),
  });
  for (let call = 0; call < 5; call += 1)
    await expect(clock.settle(transport.fetch("https://api.test/refused"))).rejects.toThrow("not signed");
  expect((await clock.settle(transport.fetch("https://api.test/"))).status).toBe(200);
});
