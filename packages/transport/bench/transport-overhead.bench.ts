import { create } from "axios";
import axiosRetry from "axios-retry";
import { ConsecutiveBreaker, ExponentialBackoff, circuitBreaker, handleAll, retry, timeout, wrap } from "cockatiel";
import ky from "ky";
import { bearer, createTransport } from "../src/index.ts";
import type { Fetch } from "../src/index.ts";

const url = "https://api.test/things";
const stub: Fetch = () => Promise.resolve(new Response("{}", { headers: { "content-type": "application/json" } }));
const rounds = 7;
const callsPerRound = 2560;

/** One call through each contender, its body read. */
function contenders(): Readonly<Record<string, () => Promise<unknown>>> {
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

/** Time per call less the bare stub's, in ratios to the peers of the same run. CPU time, so that neighbours on the machine count little. */
export default async function overhead(): Promise<void> {
  for (const flight of [1, 64]) {
    const times = await interleaved(contenders(), flight);
    const bare = times["bare"]?.us ?? 0;
    const own = (times["waybill"]?.us ?? 0) - bare;
    console.log(`${flight} in flight: the bare stub takes ${bare.toFixed(1)} us a call`);
    for (const [name, { us, bytes }] of Object.entries(times)) {
      if (name === "bare") continue;
      const ratio = name === "waybill" ? "" : `, waybill costs ${(own / (us - bare)).toFixed(2)} of it`;
      console.log(
        `  ${name.padEnd(12)} ${(us - bare).toFixed(1).padStart(6)} us over it, ${Math.round(bytes / 1024)} KiB a call${ratio}`,
      );
    }
  }
}

interface Cost {
  readonly us: number;
  readonly bytes: number;
}

async function interleaved(
  runs: Readonly<Record<string, () => Promise<unknown>>>,
  flight: number,
): Promise<Record<string, Cost>> {
  const samples = new Map<string, Cost[]>();
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, run] of Object.entries(runs))
      samples.set(name, [...(samples.get(name) ?? []), await measure(run, flight)]);
  }
  return Object.fromEntries([...samples].map(([name, costs]) => [name, middle(costs)]));
}

async function measure(run: () => Promise<unknown>, flight: number): Promise<Cost> {
  const heap = process.memoryUsage().heapUsed;
  const started = process.cpuUsage();
  let allocated = 0;
  for (let sent = 0; sent < callsPerRound; sent += flight) await Promise.all(Array.from({ length: flight }, run));
  allocated = Math.max(0, process.memoryUsage().heapUsed - heap);
  const { user, system } = process.cpuUsage(started);
  return { us: (user + system) / callsPerRound, bytes: allocated / callsPerRound };
}

function middle(costs: readonly Cost[]): Cost {
  const sorted = costs.toSorted((a, b) => a.us - b.us);
  return sorted[Math.floor(sorted.length / 2)] ?? { us: 0, bytes: 0 };
}
