import { create } from "axios";
import axiosRetry from "axios-retry";
import { ConsecutiveBreaker, ExponentialBackoff, circuitBreaker, handleAll, retry, timeout, wrap } from "cockatiel";
import ky from "ky";
import { bearer, createTransport } from "../src/index.ts";
import type { Fetch } from "../src/index.ts";

const url = "https://api.test/things";
const stub: Fetch = () => Promise.resolve(new Response("{}", { headers: { "content-type": "application/json" } }));

/** One call through each contender over the same stub, its body read. */
export function contenders(): Readonly<Record<string, () => Promise<unknown>>> {
  const transport = createTransport({
    fetch: stub,
    credential: bearer("t"),
    idempotency: { header: "Idempotency-Key" },
  });
  const client = ky.create({ fetch: stub, retry: 2 });
  const policy = wrap(
    retry(handleAll, { maxAttempts: 2, backoff: new ExponentialBackoff() }),
    circuitBreaker(handleAll, { halfOpenAfter: 1000, breaker: new ConsecutiveBreaker(5) }),
    timeout(30_000, { strategy: "cooperative", abortOnReturn: false } as never),
  );
  const agent = create({
    adapter: async (config) => {
      const response = await stub(url);
      return { data: await response.text(), status: 200, statusText: "", headers: {}, config, request: {} };
    },
  });
  axiosRetry(agent, { retries: 2 });
  return {
    bare: async () => (await stub(url)).text(),
    waybill: async () => (await transport.fetch(url)).text(),
    ky: async () => client(url).text(),
    cockatiel: async () => (await policy.execute(({ signal }) => stub(url, { signal }))).text(),
    "axios-retry": () => agent.get(url),
  };
}
