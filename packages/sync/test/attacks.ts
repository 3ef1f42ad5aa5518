import { openDB } from "idb";
import type { IDBPDatabase } from "idb";
import { key } from "../src/store/conformance/fixtures.ts";
import type { Store } from "../src/store/contract.ts";
import { sealedName } from "./sealed-store.ts";
import type { Sealed } from "./sealed-store.ts";

const connection = "crm";
const stream = "contacts";
const ids = Array.from({ length: 8 }, (_, n) => key(`00000${n}`));

/** What somebody with the disk, but not with the key, does to the segments that {@link prepare} wrote, and what then may not be told. */
export interface Attack {
  readonly name: string;
  readonly change: (segments: Segments) => Promise<void>;
  readonly look: (store: Store) => Promise<unknown>;
}

/** Two versions of the same records, of equal length, in segments 1 and 2, then 3 and 4; those of another stream in 5 and 6. */
export async function prepare({ store, compactor }: Sealed): Promise<void> {
  await compactor.stop();
  const written = [
    [stream, "a"],
    [stream, "b"],
    ["deals", "c"],
  ] as const;
  for (const [name, text] of written) {
    const put = ids.map((id) => ({ key: id, data: { text }, hash: `${text} of ${id}`, run: "run-1" }));
    await store.commit({ connection, stream: name, put });
  }
  await store.close();
}

export async function attack({ change }: Attack): Promise<void> {
  const database = await openDB(sealedName);
  await change(segmentsIn(database));
  database.close();
}

interface Columns {
  readonly keys: readonly string[];
  readonly ends: readonly number[];
  readonly origin: readonly number[];
  readonly sealed: Uint8Array;
}

interface Segments {
  entries(id: number): Promise<Columns>;
  bodies(id: number): Promise<Uint8Array>;
  putEntries(id: number, entries: Columns | Omit<Columns, "sealed">): Promise<void>;
  putBodies(id: number, bodies: Uint8Array): Promise<void>;
}

function segmentsIn(database: IDBPDatabase): Segments {
  const placeOf = async (store: string, id: number): Promise<IDBValidKey> => {
    const places = await database.getAllKeys(store);
    const place = places.find((each) => Reflect.get(Object(each), 2) === id);
    if (place === undefined) throw new Error(`the test changes a segment that is not there: ${id}`);
    return place;
  };
  return {
    entries: async (id) => database.get("entries", await placeOf("entries", id)),
    bodies: async (id) => database.get("bodies", await placeOf("bodies", id)),
    putEntries: async (id, entries) => void (await database.put("entries", entries, await placeOf("entries", id))),
    putBodies: async (id, bodies) => void (await database.put("bodies", bodies, await placeOf("bodies", id))),
  };
}

function flipped(bytes: Uint8Array, at: number): Uint8Array {
  return bytes.map((byte, place) => (place === at ? byte ^ 1 : byte));
}

const record = (store: Store): Promise<unknown> => store.record(connection, stream, key("000001"));
const hashes = (store: Store): Promise<unknown> => store.hashes(connection, stream, [key("000001")]);

/** What is not found out where the record is asked for alone: nothing of its segment is opened then. */
export const unseen: Attack = { name: "takes a record for removed", change: takesForRemoved, look: record };

/** The second body gets no length, and the third begins where it did. */
async function takesForRemoved(of: Segments): Promise<void> {
  const entries = await of.entries(3);
  const { ends } = entries;
  await of.putEntries(3, { ...entries, ends: ends.map((end, at) => (at === 1 ? (ends[0] ?? end) : end)) });
}

async function inTheClear(of: Segments): Promise<void> {
  const { sealed: _, ...columns } = await of.entries(3);
  const clear = { ...columns, hashes: columns.keys.map((id) => `b of ${id}`) };
  await of.putEntries(3, clear);
  await of.putBodies(3, new TextEncoder().encode(columns.keys.map(() => '{"data":{"text":"b"}}').join("")));
}

/** In a segment of four records {"data":{"text":"b"}}, each of twenty-one bytes. */
export const attacks: readonly Attack[] = [
  {
    name: "flips a bit of bodies",
    change: async (of) => of.putBodies(3, flipped(await of.bodies(3), 40)),
    look: record,
  },
  {
    name: "flips a bit of hashes",
    change: async (of) => {
      const entries = await of.entries(3);
      await of.putEntries(3, { ...entries, sealed: flipped(entries.sealed, 40) });
    },
    look: hashes,
  },
  {
    name: "puts a segment of another stream in the place of one",
    change: async (of) => {
      await of.putEntries(3, await of.entries(5));
      await of.putBodies(3, await of.bodies(5));
    },
    look: record,
  },
  {
    name: "puts the hashes of another stream in the place of some",
    change: async (of) => of.putEntries(3, await of.entries(5)),
    look: hashes,
  },
  {
    name: "puts the bodies of an earlier version beside the hashes of a later one",
    change: async (of) => of.putBodies(3, await of.bodies(1)),
    look: record,
  },
  {
    name: "puts one segment of a stream in the place of another",
    change: async (of) => {
      await of.putEntries(3, { ...(await of.entries(3)), sealed: (await of.entries(4)).sealed });
      await of.putBodies(3, await of.bodies(4));
    },
    look: record,
  },
  {
    name: "cuts a segment",
    change: async (of) => {
      const { keys, ends, origin, ...rest } = await of.entries(3);
      const cut = { keys: keys.slice(0, 3), ends: ends.slice(0, 3), origin: origin.slice(0, 3) };
      await of.putEntries(3, { ...rest, ...cut });
    },
    look: record,
  },
  {
    name: "moves the end of a body",
    change: async (of) => {
      const entries = await of.entries(3);
      await of.putEntries(3, { ...entries, ends: entries.ends.map((end, at) => (at === 2 ? 0 : end)) });
    },
    look: record,
  },
  {
    name: "takes a record for removed, in a range that reads another one beside it",
    change: takesForRemoved,
    look: (store) => store.records(connection, stream, { limit: 4 }),
  },
  {
    name: "puts records in the clear in the place of sealed ones",
    change: inTheClear,
    look: record,
  },
  {
    name: "puts hashes in the clear in the place of sealed ones",
    change: inTheClear,
    look: hashes,
  },
  {
    name: "gives a record another key",
    change: async (of) => {
      const entries = await of.entries(3);
      await of.putEntries(3, { ...entries, keys: entries.keys.map((each) => each.replace("000002", "0000015")) });
    },
    look: hashes,
  },
];
