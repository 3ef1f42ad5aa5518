// Ends calls in every way there is, over the system's clock, and then has nothing left to do: whether the process ends by itself is the test's question.
import { memoryTokenStore, oauth2 } from "../../src/credentials/oauth2.ts";
import { cache, memoryCacheStore } from "../../src/layers/cache.ts";
import { hedge } from "../../src/layers/hedge.ts";
import { createTransport } from "../../src/transport.ts";
import type { TransportOptions } from "../../src/options.ts";

const url = "https://api.test/things";
const to = (options: TransportOptions, ...answers: readonly (() => Response)[]) => {
  let count = 0;
  const fetch = () =>
    Promise.resolve((answers[Math.min((count += 1), answers.length) - 1] ?? (() => new Response()))());
  return createTransport({ fetch, ...options });
};
const body = () => new Response("body");

const ends: Readonly<Record<string, () => Promise<unknown>>> = {
  read: async () => (await to({}, body).fetch(url)).text(),
  empty: () => to({}, () => new Response(null, { status: 204 })).fetch(url),
  cancelled: async () => (await to({}, body).fetch(url)).body?.cancel(),
  repeated: async () => {
    const refused = () => new Response("", { status: 503, headers: { "retry-after-ms": "1" } });
    return (await to({}, refused, body).fetch(url)).text();
  },
  refused: () => to({}, () => new Response("", { status: 429, headers: { "retry-after": "3600" } })).fetch(url),
  lost: () => to({ retry: false, fetch: () => Promise.reject(new TypeError("fetch failed")) }).fetch(url),
  aborted: () => {
    const controller = new AbortController();
    const call = to({ fetch: () => new Promise(() => undefined) }).fetch(url, { signal: controller.signal });
    controller.abort();
    return call;
  },
  disposed: () => {
    const transport = to({ fetch: () => new Promise(() => undefined) });
    const call = transport.fetch(url);
    transport.dispose();
    return call;
  },
  stored: async () => {
    const fresh = () => new Response("body", { headers: { "cache-control": "max-age=60" } });
    const transport = to({ cache: cache({ store: memoryCacheStore() }) }, fresh);
    for (const _ of [1, 2]) await (await transport.fetch(url)).text();
  },
  hedged: async () => (await to({ hedge: hedge() }, body).fetch(url)).text(),
  renewed: async () => {
    const [tokens, hour] = [memoryTokenStore(), 3600];
    const credential = oauth2({
      tokenUrl: "https://auth.test/",
      clientId: "c",
      grant: "client_credentials",
      tokens,
      key: "k",
    });
    const granted = () => Response.json({ access_token: "a", token_type: "bearer", expires_in: hour });
    return (await to({ credential }, granted, body).fetch(url)).text();
  },
};

for (const [name, end] of Object.entries(ends)) {
  const how = await end().then(
    () => "answered",
    () => "failed",
  );
  console.log(`${name}: ${how}`);
}
