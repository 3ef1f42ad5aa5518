import type { JsonObject } from "../../connector/json.ts";
import { canonicalJson } from "../../record/canonical-json.ts";
import { base, here, key, keys, mutation, overlay, quarantined } from "./fixtures.ts";
import { collect, watch } from "./observe.ts";
import type { ConformanceCase } from "./suite.ts";

const { connection, stream } = here;

/** Keys as a vendor may send them. Each is one record, whatever it looks like. */
const hostileKeys: readonly string[] = [
  "__proto__",
  "constructor",
  "toString",
  "hasOwnProperty",
  "",
  " ",
  "null",
  "undefined",
  "0",
  "00",
  "-1",
  "9007199254740993",
  `["a","b"]`,
  "a/b",
  "a\u0000b",
  "a\u0000",
  "%00",
  "'; drop table records; --",
  "\u{1f469}\u200d\u{1f680}",
  "\ud800",
  "\udc00\ud800",
  "\uffff",
  "\ufeffbom",
  "e\u0301",
  "\u00e9",
  "k".repeat(1_024),
  `${"k".repeat(1_023)}K`,
];

/** Content as a vendor may send it, as JSON text: some of it cannot be written as a literal. */
const hostileContent: readonly { readonly name: string; readonly json: string }[] = [
  { name: "integers beyond 2^53, as text", json: `{"id":"9007199254740993","n":9007199254740991}` },
  {
    name: "members named like an object's own machinery",
    json: `{"__proto__":{"admin":true},"constructor":1,"toString":null}`,
  },
  { name: "numbers at their ends", json: `{"a":5e-324,"b":1.7976931348623157e308,"c":-1.5,"d":0.1}` },
  { name: "lone surrogates and controls", json: `{"\\ud800":"\\udfff","\\u0000":"\\u0001"}` },
  { name: "empty things", json: `{"":"","a":{},"b":[],"c":[[]],"d":null}` },
  { name: "two hundred levels of nesting", json: `${`{"a":[`.repeat(100)}1${"]}".repeat(100)}` },
  { name: "a text of a million characters", json: `{"text":"${"x\\u20ac".repeat(500_000)}"}` },
  { name: "five thousand members", json: `{${Array.from({ length: 5_000 }, (_, n) => `"m${n}":${n}`).join(",")}}` },
];

const contents: readonly ConformanceCase[] = hostileContent.map(({ name, json }) => ({
  name: `${name} come back equal from a record, an overlay, a quarantined record and a mutation`,
  async run({ open, expect }) {
    const store = await open();
    const data: JsonObject = JSON.parse(json);
    await store.commit({
      ...here,
      put: [base("1", data)],
      overlay: { put: [overlay("2", data)], remove: [] },
      quarantine: { put: [{ ...quarantined("q"), raw: data }], remove: [] },
      mutations: [{ ...mutation("m", 1), body: data }],
    });
    const wanted = canonicalJson(data);
    const views = await store.records(connection, stream, { limit: 10 });
    expect(views.map((view) => canonicalJson(view.data) === wanted)).toEqual([true, true]);
    const aside = await store.quarantine(connection, { limit: 1 });
    expect(aside.items.map(({ raw }) => canonicalJson(raw) === wanted)).toEqual([true]);
    const [sent] = await store.mutations(connection, { states: ["queued"], limit: 1 });
    expect(canonicalJson(sent?.body ?? null) === wanted).toBe(true);
    expect(Reflect.get({}, "admin")).toBe(undefined);
  },
}));

/** Guarantee 5, with the worst that can arrive. */
export const hostileCases: readonly ConformanceCase[] = [
  ...contents,
  {
    name: "every text is a key of its own: in records, hashes, ranges, seen blocks and events",
    async run({ open, expect }) {
      const store = await open();
      const watching = watch(store);
      const records = hostileKeys.map((text) => base(text, { text }));
      await store.commit({ ...here, put: records, seen: { run: "run-1", keys: keys(...hostileKeys) } });
      expect(await store.count(connection, stream)).toBe(hostileKeys.length);
      for (const text of hostileKeys) {
        expect((await store.record(connection, stream, key(text)))?.data).toEqual({ text });
      }
      const sorted = hostileKeys.toSorted((a, b) => (a < b ? -1 : 1));
      const views = await store.records(connection, stream, { limit: 100 });
      expect(views.map((view) => view.key)).toEqual(sorted);
      expect(await store.hashes(connection, stream, keys(...hostileKeys))).toEqual(records.map(({ hash }) => hash));
      expect(await collect(store.seen(connection, stream, "run-1"))).toEqual([hostileKeys]);
      expect((await watching.upTo(1))[0]?.keys).toEqual(hostileKeys);
      await store.commit({ ...here, remove: keys(...hostileKeys.slice(1)) });
      expect(await store.keys(connection, stream, { limit: 100 })).toEqual(["__proto__"]);
    },
  },
  {
    name: "connections and streams may have any name",
    async run({ open, expect }) {
      const store = await open();
      for (const name of hostileKeys)
        await store.commit({ connection: name, stream: name, put: [base("1", { name })] });
      for (const name of hostileKeys) {
        expect((await store.record(name, name, key("1")))?.data).toEqual({ name });
        expect(await store.count(name, name)).toBe(1);
      }
      await store.erase("__proto__");
      expect(await store.count("__proto__", "__proto__")).toBe(0);
      expect(await store.count("constructor", "constructor")).toBe(1);
    },
  },
];
