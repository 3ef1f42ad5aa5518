import { createTransport } from "../src/index.ts";
import type { Clock, Fetch, TransportOptions } from "../src/index.ts";
import { createVirtualClock } from "../src/testing/index.ts";
import { fixedWindow, limitedServer, tokenBucket } from "./limited-server.ts";
import type { Telling } from "./limited-server.ts";

const calls = 1550;
const patient: TransportOptions = {
  retry: { retries: 30, budget: false },
  timeout: { deadlineMs: false },
  throttle: { queue: 5000, maxWaitMs: 3_600_000 },
};

/** Repeats after `Retry-After`, as a simple loop does. */
function simpleLoop(clock: Clock, fetch: Fetch): Fetch {
  return async (input) => {
    for (;;) {
      const response = await fetch(input);
      if (response.status !== 429) return response;
      await clock.sleep(Number(response.headers.get("retry-after") ?? 1) * 1000);
    }
  };
}

/** Drains a queue of calls against limited servers in virtual time: how long over the least possible, and how many were refused. */
export default async function limits(): Promise<void> {
  const tellings: readonly Telling[] = ["headers", "retry-after", "bare"];
  for (const telling of tellings) {
    for (const kind of ["fixed window", "token bucket"] as const) {
      for (const client of clientsFor(telling)) console.log(await drain(telling, kind, client));
    }
  }
  console.log(await storm());
}

/** A loop that is told nothing asks every second with every call: the picture is clear from the other servers. */
function clientsFor(telling: Telling): readonly ("waybill" | "loop")[] {
  return telling === "retry-after" ? ["waybill", "loop"] : ["waybill"];
}

async function drain(
  telling: Telling,
  kind: "fixed window" | "token bucket",
  client: "waybill" | "loop",
): Promise<string> {
  let seed = 1;
  const clock = createVirtualClock({ random: () => (seed = (seed * 16_807) % 2_147_483_647) / 2_147_483_647 });
  const judge = kind === "fixed window" ? fixedWindow(clock, 100, 10_000) : tokenBucket(clock, 20, 10);
  const least = kind === "fixed window" ? Math.floor((calls - 1) / 100) * 10_000 : ((calls - 20) / 10) * 1000;
  const server = limitedServer(clock, judge, telling);
  const fetch =
    client === "loop"
      ? simpleLoop(clock, server.fetch)
      : createTransport({ clock, fetch: server.fetch, ...patient }).fetch;
  const answers = await clock.settle(Promise.all(Array.from({ length: calls }, () => fetch("https://api.test/"))));
  const { accepted, refused } = server.seen;
  const failed = answers.filter(({ status }) => status !== 200).length;
  const over = (100 * (clock.monotonic() / least - 1)).toFixed(1);
  return `${kind} told by ${telling.padEnd(11)} ${client.padEnd(8)} ${over.padStart(6)} % over the least, ${((100 * refused) / (accepted + refused)).toFixed(1)} % refused, ${failed} failed`;
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
