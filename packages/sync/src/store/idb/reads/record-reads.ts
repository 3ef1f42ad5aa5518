import type { RecordKey, RecordView } from "../../../record/record.ts";
import { asRecordKey } from "../../../record/record-key.ts";
import type { Recalled, RecordRange, Store } from "../../contract.ts";
import { checkLimit } from "../../page-limit.ts";
import { baseOf, viewRecord } from "../../record-view.ts";
import type { BaseRow } from "../../record-view.ts";
import { halvesOf, joinHalves } from "./own-rows.ts";
import type { Halves, Raw } from "./own-rows.ts";
import { after, under } from "../rows/ranges.ts";
import { readAll, readOwn, unreadable } from "../rows/rows.ts";
import type { StoreName } from "../database/schema.ts";
import { bodiesIn } from "../segments/bodies.ts";
import type { Bodies } from "../segments/bodies.ts";
import { decodeRecords } from "../segments/encode-records.ts";
import { readExcerpts, rowsOf } from "../segments/excerpt.ts";
import type { Excerpt } from "../segments/excerpt.ts";
import { findAfter, findKeys, hashOf, keyOf, recallHashes } from "../segments/find.ts";
import type { Found, Search } from "../segments/find.ts";
import type { OfStream } from "../segments/segment.ts";
import type { Shelf } from "../segments/shelf.ts";
import type { Workbench } from "../segments/workbench.ts";

const keyStores: readonly StoreName[] = ["changes", "streams", "entries"];
const bodyStores: readonly StoreName[] = [...keyStores, "bodies"];
export const viewStores: readonly StoreName[] = [...bodyStores, "overlay"];

/** Reads of records and their keys. Each is one transaction: what it read is opened and put together after it. */
export function recordReads({
  connection: db,
  shelf,
  sealer,
}: Workbench): Pick<Store, "hashes" | "recall" | "bases" | "record" | "records" | "keys"> {
  const search = <T>(stores: readonly StoreName[], of: OfStream, use: (search: Search) => Promise<T>) =>
    db.read(stores, (tx) => shelf.with(tx, of, (directory, row) => use({ shelf, tx, of, directory, row })));
  const views = async (of: OfStream, use: (search: Search) => Promise<Raw>) => {
    const kept = await search(viewStores, of, use);
    return viewsOf((await sealer?.openViews(of, kept)) ?? kept);
  };
  return {
    hashes: async (connection, stream, keys) => {
      const of = [connection, stream] as const;
      const kept = await search(keyStores, of, (at) => findKeys(at, keys));
      const found = (await sealer?.openHashes(of, kept)) ?? kept;
      return keys.map((key) => hashIn(found, key));
    },
    // What is sealed cannot be told at once.
    recall: sealer === undefined ? (connection, stream, keys) => recall(shelf, [connection, stream], keys) : undefined,
    bases: async (connection, stream, keys) => {
      const of = [connection, stream] as const;
      const kept = await search(bodyStores, of, async (at) =>
        readExcerpts(bodiesIn(at), [...(await findKeys(at, keys)).values()]),
      );
      const records = recordsOf((await sealer?.openSegments(of, kept)) ?? kept);
      return keys.map((key) => baseOf(records.get(key)));
    },
    record: async (connection, stream, key) => {
      const [view] = await views([connection, stream], (at) => readSome(at, [key]));
      return view;
    },
    records: async (connection, stream, range) => {
      checkLimit(range.limit);
      return views([connection, stream], (at) => readRange(at, range));
    },
    keys: async (connection, stream, { after: last, limit }) => {
      checkLimit(limit);
      const found = await search(keyStores, [connection, stream], (at) => findAfter(at, { key: last, limit }));
      return found.map((entry) => asRecordKey(keyOf(entry)));
    },
  };
}

function recall(shelf: Shelf, of: OfStream, keys: readonly RecordKey[]): Recalled | undefined {
  const standing = shelf.recall(of);
  if (standing === undefined) return undefined;
  const { directory } = standing;
  const hashes = recallHashes({ shelf, directory }, keys);
  return hashes && { hashes, expect: { recalled: directory.lineage } };
}

function hashIn(found: ReadonlyMap<string, Found>, key: RecordKey): string | undefined {
  const entry = found.get(key);
  return entry && hashOf(entry);
}

/** What a reader sees under some keys, in the order asked. */
export async function readSome(search: Search, keys: readonly RecordKey[]): Promise<Raw> {
  const { tx, of } = search;
  const bodies = bodiesIn(search);
  const [found, own] = await Promise.all([
    findKeys(search, keys, bodies),
    ownRows(search, () => Promise.all(keys.map((key) => tx.objectStore("overlay").get([...of, key])))),
  ]);
  const halves = keys.flatMap((key, at) => halvesOf(key, found.get(key), readOwn(own[at])) ?? []);
  return withBodies(bodies, halves);
}

/** Reads on until the page is full: rows that own changes delete are not seen by a reader. */
async function readRange(search: Search, range: RecordRange): Promise<Raw> {
  const { tx, of } = search;
  const all: Halves[] = [];
  const bodies = bodiesIn(search);
  let from: RecordKey | undefined = range.after;
  do {
    const [found, rows] = await Promise.all([
      findAfter(search, { key: from, limit: range.limit, bodies }),
      ownRows(search, () => tx.objectStore("overlay").getAll(after(of, from), range.limit)),
    ]);
    const { halves, horizon } = joinHalves(found, readAll(readOwn, rows), range.limit);
    all.push(...halves.slice(0, range.limit - all.length));
    from = horizon;
  } while (from !== undefined && all.length < range.limit);
  return withBodies(bodies, all);
}

/** Most streams have no own changes: that is found out beside a first read, and not asked again until somebody commits. */
export async function ownRows(
  { shelf, tx, of, row }: Search,
  read: () => Promise<readonly unknown[]>,
): Promise<readonly unknown[]> {
  const known = row && shelf.own.get(row);
  if (known === false) return [];
  if (row === undefined || known === true) return read();
  const [rows, first] = await Promise.all([read(), tx.objectStore("overlay").getKey(under(...of))]);
  shelf.own.set(row, first !== undefined);
  return rows;
}

async function withBodies(bodies: Bodies, halves: readonly Halves[]): Promise<Raw> {
  const found = halves.flatMap((each) => each.found ?? []);
  return { halves, excerpts: await readExcerpts(bodies, found) };
}

export function viewsOf({ halves, excerpts }: Raw): readonly RecordView[] {
  const records = recordsOf(excerpts);
  return halves.flatMap(({ key, own, commit }) => {
    const record = records.get(key);
    return viewRecord(record && { ...record, commit }, own) ?? [];
  });
}

function recordsOf(excerpts: readonly Excerpt[]): ReadonlyMap<RecordKey, BaseRow> {
  return new Map(
    decodeRecords(rowsOf(excerpts)).map((record) => {
      if (record === undefined) throw unreadable("record");
      return [record.key, record];
    }),
  );
}
