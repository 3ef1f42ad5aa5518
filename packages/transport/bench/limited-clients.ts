import Bottleneck from "bottleneck";
import ky from "ky";
import pRetry from "p-retry";
import { createTransport, systemClock } from "../src/index.ts";
import type { Fetch } from "../src/index.ts";
import { seeded } from "./fake-time.ts";
import type { FakeTime } from "./fake-time.ts";
import type { Limit } from "./limited-server.ts";

/** Makes the `fetch` of a contender. */
export type Client = (fetch: Fetch, time: FakeTime, limit: Limit) => Fetch;

/** Nothing of the vendor's limit is configured; patience is, so that nobody gives up before the queue is empty. */
const waybill: Client = (fetch) =>
  createTransport({
    clock: { ...systemClock, random: seeded() },
    fetch,
    retry: { retries: 30, budget: false },
    timeout: { deadlineMs: false },
    throttle: { queue: 100_000, maxWaitMs: 3_600_000 },
  }).fetch;

/** Repeats after `Retry-After`, or a second. */
const loop: Client = (fetch, time) => async (input) => {
  for (;;) {
    const response = await fetch(input);
    if (response.status !== 429) return response;
    await time.sleep(Number(response.headers.get("retry-after") ?? 1) * 1000);
  }
};

/** As patient as it can be told to be. */
const kyClient: Client = (fetch) => {
  const client = ky.create({ fetch, timeout: false, retry: { limit: 1000, backoffLimit: 20_000, jitter: true } });
  return (input) => client(input);
};

const retried: Client = (fetch) => (input) =>
  pRetry(
    async () => {
      const response = await fetch(input);
      if (response.status === 429) throw new Error("refused");
      return response;
    },
    { retries: 1000, minTimeout: 1000, maxTimeout: 20_000, randomize: true },
  );

/** Told the vendor's limit by hand: a reservoir for a window, a spacing for a bucket, a number for concurrency; refused calls are put back. */
const bottleneck: Client = (fetch, _time, { tuning }) => {
  const limiter = new Bottleneck(tuning);
  limiter.on("failed", () => Promise.resolve(1000));
  return (input) =>
    limiter.schedule(async () => {
      const response = await fetch(input);
      if (response.status === 429) throw new Error("refused");
      return response;
    });
};

export const clients: Readonly<Record<string, Client>> = {
  waybill,
  bottleneck,
  ky: kyClient,
  "p-retry": retried,
  loop,
};
