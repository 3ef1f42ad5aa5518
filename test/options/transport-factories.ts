import {
  type ApiKeyOptions,
  type BearerOptions,
  type BudgetOptions,
  type ObserveOptions,
  type RetryInput,
  type ThrottleOptions,
  type TimeoutOptions,
  type TraceOptions,
  type TransportOptions,
  apiKey,
  bearer,
  createTransport,
} from "@waybill/transport";
import { type BreakerOptions, breaker } from "@waybill/transport/breaker";
import { type CacheOptions, type MemoryCacheOptions, cache, memoryCacheStore } from "@waybill/transport/cache";
import { createTransport as createCoreTransport } from "@waybill/transport/core";
import { type HedgeOptions, hedge } from "@waybill/transport/hedge";
import { type SharedLimitsOptions, memoryLimitStore, sharedLimits } from "@waybill/transport/limits";
import { type OAuth2Options, type RenewalOptions, memoryTokenStore, oauth2 } from "@waybill/transport/oauth2";
import { type HmacOptions, hmac, type SigV4Options, sigV4 } from "@waybill/transport/signed";
import { createVirtualClock } from "@waybill/transport/testing";
import { type Factory, factory } from "./factory.ts";
import { outlined } from "./outlined.ts";

/** Five calls of which two fail at first: when each request left and what headers it had. */
async function used(options: TransportOptions): Promise<unknown> {
  const clock = createVirtualClock({ now: 1_000_000 });
  const sent: unknown[] = [];
  const answers = [503, 200, 429, 200, 200];
  const transport = createTransport({
    clock,
    origins: ["https://api.test"],
    fetch: async (input, init) => {
      const request = new Request(input, init);
      sent.push([clock.now(), request.method, [...request.headers.keys()]]);
      return new Response("{}", { status: answers.shift() ?? 200 });
    },
    ...options,
  });
  for (const method of ["GET", "GET", "POST"]) {
    await clock.settle(transport.fetch("https://api.test/x", { method }).then((response) => response.text()));
  }
  return { sent, health: outlined(transport.health(), 8) };
}

const every: Readonly<Record<keyof TransportOptions, undefined>> = {
  fetch: undefined,
  clock: undefined,
  randomBytes: undefined,
  environment: undefined,
  credential: undefined,
  origins: undefined,
  allowSecretsInBrowser: undefined,
  retry: undefined,
  timeout: undefined,
  throttle: undefined,
  cache: undefined,
  hedge: undefined,
  breaker: undefined,
  deprecations: undefined,
  observe: undefined,
  trace: undefined,
  idempotency: undefined,
};
const key: ApiKeyOptions = { in: "header", name: "x-key", value: "v" };
const signed: HmacOptions = { keyId: "k", secret: "s", header: "x-signature", text: () => "" };
const account: SigV4Options = { accessKeyId: "a", secretAccessKey: "s", service: "s3", region: "r" };
const client: OAuth2Options = {
  tokenUrl: "https://api.test/token",
  clientId: "c",
  key: "k",
  tokens: memoryTokenStore(),
};

export const transportFactories: readonly Factory[] = [
  factory<TransportOptions>("createTransport", {}, every, (given) => createTransport(given)),
  factory<TransportOptions>("createTransport of core", {}, every, (given) => createCoreTransport(given)),
  factory<RetryInput>(
    "retry",
    {},
    {
      retries: undefined,
      maxWaitMs: undefined,
      budget: undefined,
      hints: undefined,
      shouldRetry: undefined,
      baseMs: undefined,
      capMs: undefined,
    },
    (retry) => used({ retry }),
  ),
  factory<Partial<BudgetOptions>>(
    "retry.budget",
    {},
    { capacity: undefined, cost: undefined, timeoutCost: undefined, refund: undefined },
    (budget) => used({ retry: { budget } }),
  ),
  factory<Partial<TimeoutOptions>>(
    "timeout",
    {},
    { headersMs: undefined, stallMs: undefined, deadlineMs: undefined },
    (timeout) => used({ timeout }),
  ),
  factory<Partial<ThrottleOptions>>(
    "throttle",
    {},
    {
      limits: undefined,
      concurrency: undefined,
      queue: undefined,
      maxWaitMs: undefined,
      probe: undefined,
      probeMs: undefined,
      share: undefined,
    },
    (throttle) => used({ throttle }),
  ),
  factory<TraceOptions>("trace", {}, { header: undefined, traceparent: undefined, attemptHeader: undefined }, (trace) =>
    used({ trace }),
  ),
  factory<ObserveOptions>(
    "observe",
    {},
    { requestHeaders: undefined, responseHeaders: undefined, query: undefined },
    (observe) => used({ observe }),
  ),
  factory<Partial<HedgeOptions>>("hedge", {}, { delayMs: undefined, share: undefined, burst: undefined }, (given) =>
    used({ hedge: hedge(given) }),
  ),
  factory<Partial<BreakerOptions>>(
    "breaker",
    {},
    {
      failureRate: undefined,
      minimum: undefined,
      windowMs: undefined,
      openMs: undefined,
      probes: undefined,
      probeTimeoutMs: undefined,
    },
    (given) => used({ breaker: breaker(given) }),
  ),
  factory<CacheOptions>(
    "cache",
    { store: memoryCacheStore() },
    {
      maxBodyBytes: undefined,
      maxVariants: undefined,
      heuristicShare: undefined,
      patienceMs: undefined,
      owner: undefined,
    },
    (given) => used({ cache: cache({ ...given, store: memoryCacheStore() }) }),
  ),
  factory<Partial<MemoryCacheOptions>>(
    "memoryCacheStore",
    {},
    { maxEntries: undefined, maxBytes: undefined },
    (given) => used({ cache: cache({ store: memoryCacheStore(given) }) }),
  ),
  factory<SharedLimitsOptions>("sharedLimits", { store: memoryLimitStore() }, { bucket: undefined }, (given) =>
    used({ throttle: { share: sharedLimits({ ...given, store: memoryLimitStore() }) } }),
  ),
  factory<ApiKeyOptions>("apiKey", key, { id: undefined }, (given) => apiKey(given)),
  factory<BearerOptions>("bearer", {}, { id: undefined }, (given) => bearer("t", given)),
  factory<OAuth2Options>(
    "oauth2",
    client,
    {
      grant: undefined,
      scopes: undefined,
      lock: undefined,
      renewal: undefined,
      expired: undefined,
      clientSecret: undefined,
      clientAuth: undefined,
      issuer: undefined,
      lifetime: undefined,
    },
    (given) => oauth2(given),
  ),
  factory<Partial<RenewalOptions>>(
    "oauth2.renewal",
    {},
    {
      softMs: undefined,
      softShare: undefined,
      hardMs: undefined,
      hardShare: undefined,
      backgroundPauseMs: undefined,
    },
    (renewal) => oauth2({ ...client, renewal }),
  ),
  factory<HmacOptions>("hmac", signed, { value: undefined }, (given) => hmac(given)),
  factory<SigV4Options>("sigV4", account, { sessionToken: undefined }, (given) => sigV4(given)),
];
