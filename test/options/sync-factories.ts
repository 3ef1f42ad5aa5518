import "fake-indexeddb/auto";
import { type PullSettings, type WaybillOptions, createWaybill } from "@waybill/sync";
import { type DriftOptions, drift } from "@waybill/sync/drift";
import { type HttpStatusSettings, type HttpStatusSourceOptions, httpStatusSource } from "@waybill/sync/status-http";
import { type Store, type StoreLimitsOptions, createMemoryStore, storeLimits } from "@waybill/sync/store";
import { openIdbStore, openStore, type IdbStoreOptions } from "@waybill/sync/idb";
import { createVirtualClock } from "@waybill/transport/testing";
import { type Factory, factory } from "./factory.ts";
import { outlined } from "./outlined.ts";

const store = createMemoryStore();
const pull: Readonly<Record<keyof PullSettings, undefined>> = {
  maxAttempts: undefined,
  backoffBaseMs: undefined,
  backoffCapMs: undefined,
  maxWaitMs: undefined,
  maxRestarts: undefined,
  maxPasses: undefined,
  maxInFlight: undefined,
  pagesPerCommit: undefined,
  wholeEveryMs: undefined,
  maxShrink: undefined,
  maxUnfitShare: undefined,
  unfitSample: undefined,
  onMappingChange: undefined,
  clockSkewMs: undefined,
  leaseMs: undefined,
};
const patience: Readonly<Record<keyof HttpStatusSettings, undefined>> = {
  answerWithinMs: undefined,
  silenceMs: undefined,
  runningEveryMs: undefined,
  pendingEveryMs: undefined,
  idleEveryMs: undefined,
  unplannedEveryMs: undefined,
  backoffFromMs: undefined,
  backoffToMs: undefined,
  streamAgainMs: undefined,
};
const database: Readonly<Record<Exclude<keyof IdbStoreOptions, "tenant">, undefined>> = {
  name: undefined,
  indexedDB: undefined,
  onBlocked: undefined,
  signal: undefined,
};
/** Opened, looked at and closed again: the next one is to find nobody in its way. */
async function opened(opening: Promise<Store>): Promise<unknown> {
  const one = await opening;
  const seen = outlined(one);
  await one.close();
  return seen;
}

/** A source that is asked once by an engine of its own time: how long it waits for the answer, and what for it is read. */
async function asked(settings: Partial<HttpStatusSettings>): Promise<unknown> {
  const clock = createVirtualClock();
  const waits: number[] = [];
  const source = httpStatusSource({
    url: "https://product.test",
    fetch: async () => new Response('{"pending":0,"sending":0,"stuck":0}'),
    clock: {
      ...clock,
      sleep: (ms, signal) => {
        waits.push(ms);
        return clock.sleep(ms, signal);
      },
    },
    settings,
  });
  return { outbox: await source.outbox("acme"), waits };
}

export const syncFactories: readonly Factory[] = [
  factory<WaybillOptions>(
    "createWaybill",
    { store },
    {
      transport: undefined,
      fetch: undefined,
      clock: undefined,
      randomBytes: undefined,
      lock: undefined,
      cron: undefined,
      drift: undefined,
      pull: undefined,
    },
    (given) => createWaybill(given),
  ),
  factory<Partial<PullSettings>>("createWaybill.pull", {}, pull, (given) => createWaybill({ store, pull: given })),
  factory<IdbStoreOptions>("openIdbStore", { tenant: "undefined-options" }, database, (given) =>
    opened(openIdbStore(given)),
  ),
  factory<IdbStoreOptions>("openStore", { tenant: "undefined-options" }, database, (given) => opened(openStore(given))),
  factory<StoreLimitsOptions>(
    "storeLimits",
    { store, connection: "acme" },
    { lock: undefined, clock: undefined },
    (given) => storeLimits(given),
  ),
  factory<HttpStatusSourceOptions>(
    "httpStatusSource",
    { url: "https://product.test", fetch: async () => new Response("{}"), clock: createVirtualClock() },
    { headers: undefined, page: undefined, settings: undefined },
    (given) => httpStatusSource(given),
  ),
  factory<Partial<HttpStatusSettings>>("httpStatusSource.settings", {}, patience, asked),
  factory<DriftOptions>(
    "drift",
    {},
    { shape: undefined, mode: undefined, modes: undefined, references: undefined, thresholds: undefined },
    (given) => drift(given),
  ),
];
