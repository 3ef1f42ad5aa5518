import { expect, test } from "vitest";
import { memoryCacheStore } from "../../src/layers/cache.ts";
import type { CachedResponse, CacheStore } from "../../src/stores.ts";
import type { Step } from "../../src/testing/index.ts";
import { cachedVendor, says, start } from "./cached-vendor.ts";

const fresh = { "cache-control": "max-age=600" };
const dead = () => new Error("the disk is gone");
const hangs = () => new Promise<never>(() => undefined);

/** Ways in which a store lets its users down. */
const stores: readonly { readonly how: string; readonly broken: CacheStore }[] = [
  {
    how: "rejects",
    broken: {
      get: () => Promise.reject(dead()),
      set: () => Promise.reject(dead()),
      delete: () => Promise.reject(dead()),
    },
  },
  { how: "hangs", broken: { get: hangs, set: hangs, delete: hangs } },
  {
    how: "throws",
    broken: {
      get: () => {
        throw dead();
      },
      set: () => {
        throw dead();
      },
      delete: () => {
        throw dead();
      },
    },
  },
  {
    how: "forgets",
    broken: { get: () => Promise.resolve(undefined), set: () => Promise.resolve(), delete: () => Promise.resolve() },
  },
];

test.for(stores)("a store that $how costs a request, never a call", async ({ broken }) => {
  const { ask, sent } = cachedVendor({ cache: { store: broken } }, says("one", fresh));
  for (const _ of [1, 2]) expect((await ask()).text).toBe("one");
  expect((await ask({ init: { method: "DELETE" } })).status).toBe(200);
  expect((await ask()).text).toBe("one");
  expect(sent).toHaveLength(4);
});

test("a store that hangs is waited for once, and used again when it goes on", async () => {
  const memory = memoryCacheStore();
  let open = (): void => undefined;
  let stuck: Promise<void> = new Promise((resolve) => {
    open = resolve;
  });
  const store: CacheStore = {
    ...memory,
    async get(key) {
      await stuck;
      return memory.get(key);
    },
  };
  const { ask, clock, sent } = cachedVendor({ cache: { store, patienceMs: 500 } }, says("one", fresh));
  for (const _ of [1, 2, 3]) await ask();
  expect([clock.monotonic(), sent.length]).toEqual([500, 3]);
  stuck = Promise.resolve();
  open();
  for (const _ of [1, 2]) await ask();
  expect([clock.monotonic(), sent.length]).toEqual([500, 4]);
});

test("a store that could not forget is not believed about what is older than the change", async () => {
  const store: CacheStore = { ...memoryCacheStore(), delete: () => Promise.reject(dead()) };
  const { ask, pass, sent } = cachedVendor({ cache: { store } }, says("before", fresh), says(""), says("after", fresh));
  await ask();
  await pass(1);
  await ask({ init: { method: "PUT" } });
  await pass(1);
  expect((await ask()).text).toBe("after");
  expect((await ask()).text).toBe("after");
  expect(sent).toHaveLength(3);
});

const good: CachedResponse = {
  format: 1,
  url: "https://api.test/things",
  status: 200,
  headers: [["cache-control", "max-age=600"]],
  body: new TextEncoder().encode("stored"),
  storedAt: start,
};
const damaged: readonly { readonly what: string; readonly entry: unknown }[] = [
  { what: "a text", entry: "stored" },
  { what: "null", entry: [null] },
  { what: "another format", entry: [{ ...good, format: 2 }] },
  { what: "one answer where a list is expected", entry: good },
  { what: "a body that is text", entry: [{ ...good, body: "stored" }] },
  { what: "headers that are an object", entry: [{ ...good, headers: { a: "b" } }] },
  { what: "headers of three parts", entry: [{ ...good, headers: [["a", "b", "c"]] }] },
  { what: "a status that is text", entry: [{ ...good, status: "200" }] },
  { what: "no time", entry: [{ ...good, storedAt: undefined }] },
  { what: "variants that are no pairs", entry: [{ ...good, varying: [1] }] },
];

test.for(damaged)("an entry that is $what counts as forgotten", async ({ entry }) => {
  // What a store gives back is whatever was once written to it.
  const store = { ...memoryCacheStore(), get: () => Promise.resolve(entry as readonly CachedResponse[]) };
  const { ask } = cachedVendor({ cache: { store } }, says("asked"));
  expect((await ask()).text).toBe("asked");
});

test("an entry that is whole is used", async () => {
  const store = { ...memoryCacheStore(), get: () => Promise.resolve([good]) };
  expect((await cachedVendor({ cache: { store } }, says("asked")).ask()).text).toBe("stored");
});

test("a body that is too long is not kept, and reaches the caller whole", async () => {
  const { ask, sent } = cachedVendor({ cache: { maxBodyBytes: 10 } }, says("x".repeat(11), fresh));
  for (const _ of [1, 2]) expect((await ask()).text).toHaveLength(11);
  expect(sent).toHaveLength(2);
});

test("a body that breaks off is not kept", async () => {
  const broken: Step = () => {
    let chunks = 0;
    const body = new ReadableStream({
      pull(controller) {
        chunks += 1;
        if (chunks === 1) controller.enqueue(new Uint8Array([120]));
        else controller.error(new TypeError("terminated"));
      },
    });
    return new Response(body, { headers: fresh });
  };
  const { ask, sent } = cachedVendor({}, broken, says("whole", fresh));
  await expect(ask()).rejects.toThrow("terminated");
  expect([(await ask()).text, (await ask()).text, sent.length]).toEqual(["whole", "whole", 2]);
});

test("a body that goes on without end is not collected", async () => {
  let pulled = 0;
  const endless: Step = () =>
    new Response(
      new ReadableStream({
        pull(controller) {
          pulled += 1024;
          controller.enqueue(new Uint8Array(1024));
        },
      }),
      { headers: fresh },
    );
  const { call, clock } = cachedVendor({ cache: { maxBodyBytes: 10_240 } }, endless);
  const response = await call();
  await clock.advance(1000);
  expect(pulled).toBeLessThan(20_480);
  await response.body?.cancel();
});

test("memory keeps the most recently used addresses", async () => {
  const { ask, sent } = cachedVendor({ cache: { store: memoryCacheStore({ maxEntries: 2 }) } }, says("one", fresh));
  for (const name of ["a", "b", "a", "c", "a", "b"]) await ask({ url: `https://api.test/${name}` });
  expect(sent.map(({ url }) => url.at(-1))).toEqual(["a", "b", "c", "b"]);
});

test("memory keeps no more bytes than it may", async () => {
  const { ask, sent } = cachedVendor(
    { cache: { store: memoryCacheStore({ maxBytes: 250 }) } },
    says("x".repeat(100), fresh),
  );
  for (const name of ["a", "b", "c", "b", "c", "a"]) await ask({ url: `https://api.test/${name}` });
  expect(sent.map(({ url }) => url.at(-1))).toEqual(["a", "b", "c", "a"]);
});

test("limits of memory that make no sense are refused by name", () => {
  expect(() => memoryCacheStore({ maxEntries: 0 })).toThrow("memoryCacheStore.maxEntries");
  expect(() => memoryCacheStore({ maxBytes: Number.NaN })).toThrow("memoryCacheStore.maxBytes");
});
