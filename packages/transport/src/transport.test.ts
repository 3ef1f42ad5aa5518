import { expect, test } from "vitest";
import { createTransport } from "./transport.ts";
import { bearer } from "./credentials/bearer.ts";
import { createVirtualClock } from "./testing/virtual-clock.ts";

test("a refused request is sent again after the wait that the vendor asks for, with the credential attached", async () => {
  const clock = createVirtualClock();
  const sent: { at: number; authorization: string | null }[] = [];
  const transport = createTransport({
    clock,
    credential: bearer("secret"),
    fetch: (_, init) => {
      sent.push({ at: clock.monotonic(), authorization: new Headers(init?.headers).get("authorization") });
      return Promise.resolve(
        sent.length === 1
          ? new Response("", { status: 429, headers: { "retry-after": "3" } })
          : Response.json({ ok: true }),
      );
    },
  });
  const log: string[] = [];
  transport.events.subscribe((event) => log.push(`${clock.monotonic()} ${event.type}`));
  const response = await clock.settle(transport.fetch("https://api.test/things"));
  expect(await clock.settle(response.json())).toEqual({ ok: true });
  expect(sent).toEqual([
    { at: 0, authorization: "Bearer secret" },
    { at: 3000, authorization: "Bearer secret" },
  ]);
  expect(log).toEqual(["0 attempt", "0 answer", "0 wait", "3000 resume", "3000 attempt", "3000 answer", "3000 end"]);
  expect(clock.sleepers).toBe(0);
});

test.each([
  { given: {}, want: { operation: undefined, route: undefined } },
  { given: { operation: "listThings" }, want: { operation: "listThings", route: undefined } },
  { given: { operation: "GET /things/{id}" }, want: { operation: "GET /things/{id}", route: "/things/{id}" } },
  { given: { operation: "/things" }, want: { operation: "/things", route: "/things" } },
  { given: { operation: "get", route: "/things/{id}" }, want: { operation: "get", route: "/things/{id}" } },
])("events tell the operation's name, its route and the path apart: $given", async ({ given, want }) => {
  const transport = createTransport({ clock: createVirtualClock(), fetch: () => Promise.resolve(new Response()) });
  const told: unknown[] = [];
  transport.events.subscribe(({ operation, route, path }) => told.push({ operation, route, path }));
  await transport.with(given).fetch("https://api.test/things/7?page=2");
  const each = { ...want, path: "/things/7" };
  expect(told).toEqual([each, each, each]);
});

test("a Request with a body is replayed byte for byte after a 401 that a new token cures", async () => {
  const clock = createVirtualClock();
  let token = "old";
  const bodies: string[] = [];
  const transport = createTransport({
    clock,
    credential: bearer(() => token),
    fetch: async (url, init) => {
      const request = new Request(url, init);
      bodies.push(await request.text());
      if (request.headers.get("authorization") === "Bearer new") return new Response("done");
      token = "new";
      return new Response("", { status: 401 });
    },
  });
  const response = await clock.settle(
    transport.fetch(new Request("https://api.test/", { method: "POST", body: "{}" })),
  );
  expect([response.status, bodies]).toEqual([200, ["{}", "{}"]]);
});

test("a body that stalls ends in a timeout", async () => {
  const clock = createVirtualClock();
  const transport = createTransport({
    clock,
    timeout: { stallMs: 1000 },
    fetch: () => Promise.resolve(new Response(new ReadableStream({ pull: () => new Promise(() => undefined) }))),
  });
  const response = await clock.settle(transport.fetch("https://api.test/"));
  await expect(clock.settle(response.text())).rejects.toMatchObject({ failure: { code: "timeout" } });
  expect(clock.monotonic()).toBe(1000);
});

test("an answer that nobody has read when the transport is disposed cannot be read any more", async () => {
  const clock = createVirtualClock();
  const transport = createTransport({ clock, fetch: () => Promise.resolve(new Response("late")) });
  const response = await clock.settle(transport.fetch("https://api.test/"));
  transport.dispose();
  await expect(clock.settle(response.text())).rejects.toMatchObject({ code: "aborted" });
  expect(clock.sleepers).toBe(0);
});
