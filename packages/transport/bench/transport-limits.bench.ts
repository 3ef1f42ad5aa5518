import { createTransport, systemClock } from "../src/index.ts";
import type { Fetch } from "../src/index.ts";
import { createVirtualClock } from "../src/testing/index.ts";
import { fakeTime, seeded } from "./fake-time.ts";
import { clients } from "./limited-clients.ts";
import type { Client } from "./limited-clients.ts";
import { atOnce, bursts, fixedWindow, limitedServer, steady, tokenBucket } from "./limited-server.ts";
import type { Limit, Telling } from "./limited-server.ts";

interface Scene {
  readonly limit: () => Limit;
  readonly calls: number;
  readonly latencyMs: number;
}

/** Drains of a minute or more. */
const plain: readonly Scene[] = [
  { limit: () => fixedWindow(100, 10_000), calls: 1550, latencyMs: 50 },
  { limit: () => tokenBucket(20, 10), calls: 1550, latencyMs: 50 },
  { limit: () => atOnce(20), calls: 2000, latencyMs: 500 },
];
const shared: readonly Scene[] = [
  { limit: () => fixedWindow(100, 10_000, steady(3)), calls: 1085, latencyMs: 50 },
  { limit: () => tokenBucket(20, 10, steady(3)), calls: 1085, latencyMs: 50 },
  { limit: () => fixedWindow(100, 10_000, bursts(60, 31_000)), calls: 1240, latencyMs: 50 },
  { limit: () => tokenBucket(50, 10, bursts(60, 31_000)), calls: 1240, latencyMs: 50 },
];
/** Other sizes, lengths, phases and latencies: what is measured above must not hold for one set of numbers alone. */
const varied: readonly Scene[] = [
  { limit: () => fixedWindow(20, 1000, undefined, 400), calls: 1210, latencyMs: 5 },
  { limit: () => fixedWindow(100, 1000), calls: 6050, latencyMs: 500 },
  { limit: () => fixedWindow(20, 10_000, undefined, 4000), calls: 310, latencyMs: 500 },
  { limit: () => fixedWindow(60, 60_000, undefined, 24_000), calls: 930, latencyMs: 50 },
  { limit: () => fixedWindow(1000, 60_000), calls: 15_500, latencyMs: 50 },
  { limit: () => fixedWindow(30, 6000, undefined, 2500), calls: 400, latencyMs: 200 },
  { limit: () => fixedWindow(10, 1000, steady(2), 300), calls: 550, latencyMs: 80 },
  { limit: () => tokenBucket(20, 50), calls: 7500, latencyMs: 500 },
  { limit: () => tokenBucket(20, 2), calls: 320, latencyMs: 50 },
  { limit: () => tokenBucket(20, 2), calls: 320, latencyMs: 500 },
  { limit: () => tokenBucket(1000, 16), calls: 3400, latencyMs: 5 },
  { limit: () => tokenBucket(10, 5, bursts(25, 23_000)), calls: 450, latencyMs: 30 },
  { limit: () => atOnce(5), calls: 6000, latencyMs: 50 },
  { limit: () => atOnce(100), calls: 20_000, latencyMs: 500 },
];

/**
 * Drains a queue of calls against limited servers: how long over the least possible, and how many were refused, in all and after the first three windows.
 * Contenders run on the platform's timers, which are replaced for all of them alike, so that they are compared in one virtual time.
 */
export default async function limits(): Promise<void> {
  for (const telling of ["headers", "retry-after", "bare"] as const) {
    console.log(
      `\ntold by ${telling}${" ".repeat(44 - telling.length)} over the least   refused   after three windows`,
    );
    for (const scene of [...plain, ...shared]) await compared(telling, scene);
    for (const scene of varied) await drained("waybill", telling, scene);
  }
  console.log("");
  for (const priority of [0, 1]) console.log(await lanes(priority));
  console.log(await storm());
}

/** Peers are measured where the limit is theirs alone; with others in it their figures say no more. */
async function compared(telling: Telling, scene: Scene): Promise<void> {
  const names = plain.includes(scene) && telling !== "headers" ? Object.keys(clients) : ["waybill"];
  for (const name of names) await drained(name, telling, scene);
}

async function drained(name: string, telling: Telling, { limit: make, calls, latencyMs }: Scene): Promise<void> {
  const client: Client | undefined = clients[name];
  if (client === undefined) return;
  const time = fakeTime();
  try {
    const limit = make();
    const server = limitedServer(time, limit, telling, latencyMs);
    const fetch = client(server.fetch, time, limit);
    const ends = Array.from({ length: calls }, () =>
      fetch("https://api.test/").then(
        ({ status }) => status === 200,
        () => false,
      ),
    );
    const failed = (await time.settle(Promise.all(ends))).filter((ok) => !ok).length;
    const over = 100 * (time.now() / limit.least(calls - failed, latencyMs) - 1);
    const share = ({ accepted, refused }: { accepted: number; refused: number }) =>
      `${((100 * refused) / Math.max(1, accepted + refused)).toFixed(1).padStart(6)} %`;
    const end = failed === 0 ? "" : `   ${failed} of ${calls} gave up`;
    console.log(
      `${name.padEnd(10)} ${`${limit.name}, ${latencyMs} ms`.padEnd(46)} ${over.toFixed(1).padStart(8)} % ${share(server.all)}  ${share(server.later)}${end}`,
    );
  } finally {
    time.end();
  }
}

/** A lane of 20 that comes beside one of 2,000. */
async function lanes(priority: number): Promise<string> {
  const time = fakeTime();
  try {
    const server = limitedServer(time, fixedWindow(100, 10_000), "headers", 50);
    const transport = createTransport({
      clock: { ...systemClock, random: seeded() },
      fetch: server.fetch,
      timeout: { deadlineMs: false },
      throttle: { queue: 5000, maxWaitMs: 3_600_000 },
    });
    const drain = (lane: string, calls: number) =>
      Promise.all(
        Array.from({ length: calls }, () =>
          transport.with({ lane, priority: lane === "small" ? priority : 0 }).fetch("https://api.test/"),
        ),
      ).then(() => time.now());
    const [large, small] = await time.settle(Promise.all([drain("large", 2000), drain("small", 20)]));
    return `a lane of 20 beside one of 2,000, priority ${priority}: done after ${Math.round(small)} ms, the large one after ${Math.round(large)} ms`;
  } finally {
    time.end();
  }
}
/** 200 calls at once with a token that has expired, in front of rotating refresh tokens. */
async function storm(): Promise<string> {
  const { memoryTokenStore, oauth2 } = await import("../src/credentials/oauth2.ts");
  const clock = createVirtualClock();
  const tokens = memoryTokenStore();
  await tokens.save("k", { format: 1, accessToken: "a0", refreshToken: "r0", tokenType: "bearer" });
  let generation = 0;
  let current = "none yet";
  const fetch: Fetch = async (input, init) => {
    const request = new Request(input, init?.headers === undefined ? {} : { headers: init.headers });
    await clock.sleep(20);
    if (!request.url.startsWith("https://auth.test")) {
      return new Response(null, { status: request.headers.get("authorization") === `Bearer ${current}` ? 200 : 401 });
    }
    generation += 1;
    current = `a${generation}`;
    return Response.json({
      access_token: current,
      refresh_token: `r${generation}`,
      token_type: "bearer",
      expires_in: 3600,
    });
  };
  const credential = oauth2({ tokenUrl: "https://auth.test/token", clientId: "c", tokens, key: "k" });
  const transport = createTransport({ clock, fetch, credential, origins: ["https://api.test"] });
  const answers = await clock.settle(
    Promise.all(Array.from({ length: 200 }, () => transport.fetch("https://api.test/"))),
  );
  return `storm of 200 calls with an expired token: ${generation} renewal, ${answers.filter(({ status }) => status !== 200).length} failed`;
}
