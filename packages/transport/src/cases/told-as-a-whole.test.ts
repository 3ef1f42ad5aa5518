import { expect, test } from "vitest";
import { bearer } from "../credentials/bearer.ts";
import { breaker } from "../layers/breaker.ts";
import { answer, never, rig } from "../testing/index.ts";

/** What happened, what that means, and what to do next. */
const whole = /^\S.*(?:: |, so |; ).+\. [A-Z].*\.$/u;

const message = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => "It did not fail.",
    (error: unknown) => (error instanceof Error ? error.message : error),
  );

const silent = () => new Response(new ReadableStream({ pull: () => new Promise(() => undefined) }));
const failures: readonly (readonly [what: string, happen: () => Promise<unknown>])[] = [
  ["no headers", () => rig({ timeout: { headersMs: 5000 }, retry: false }, never).call()],
  ["a passed deadline", () => rig({ timeout: { deadlineMs: 5000 } }, never).call()],
  [
    "a body that stalls",
    async () => {
      const { call, clock } = rig({ timeout: { stallMs: 5000 } }, silent);
      return clock.settle((await call()).text());
    },
  ],
  [
    "a body that comes too late",
    async () => {
      const { call, clock } = rig({ timeout: { deadlineMs: 5000 } }, silent);
      return clock.settle((await call()).text());
    },
  ],
  [
    "a limit that is spent",
    async () => {
      const { call } = rig({ retry: false }, answer(429, { "retry-after": "3600" }));
      await call();
      return call();
    },
  ],
  [
    "a queue that is full",
    () => {
      const { start } = rig({ throttle: { concurrency: 1, queue: 0 } }, never);
      void start();
      return start();
    },
  ],
  [
    "a transport that was disposed",
    () => {
      const { transport, call } = rig({}, never);
      transport.dispose();
      return call();
    },
  ],
  [
    "a circuit that is open",
    async () => {
      const { call } = rig({ breaker: breaker({ minimum: 1 }), retry: false }, answer(503));
      await call();
      return call();
    },
  ],
  ["an address in plain text", () => rig({ credential: bearer("t") }).call({}, {}, "http://api.test/things")],
  ["a body that cannot be sent", () => rig({}).call({ method: "GET", body: "x" })],
  ["no method", () => rig({}).call({ method: "a b" })],
  ["no address that can be fetched", () => rig({}).call({}, {}, "data:text/plain,x")],
];

test.each(failures)("%s is told with what it means and what to do next", async (_, happen) => {
  expect(await message(happen())).toMatch(whole);
});
