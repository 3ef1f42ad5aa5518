import type { BaseRecord } from "../../record/record.ts";
import { unreadable } from "../idb/rows.ts";
import { decodeRecord, encodeRecord } from "../idb/segments/encode-records.ts";
import { pack, unpack } from "../idb/segments/pack.ts";
import type { Packed } from "../idb/segments/pack.ts";
import { isGone } from "../idb/segments/segment.ts";
import type { Entries, OfStream, Row } from "../idb/segments/segment.ts";
import type { Cipher } from "./cipher.ts";
import { opened } from "./unseal.ts";

/** Segments whose records and hashes were sealed one by one, as earlier versions did. They are read as they are, until compaction or a commit replaces them. */
export async function openEarlier(cipher: Cipher, of: OfStream, kept: Packed): Promise<Packed> {
  return pack(await Promise.all(unpack(kept).map((row) => openRow(cipher, of, row))));
}

export function openEarlierHashes(cipher: Cipher, of: OfStream, entries: Entries): Promise<readonly string[]> {
  const { keys, hashes } = entries;
  return Promise.all(
    keys.map(async (key, at) => (isGone(entries, at) ? "" : opened<string>(cipher, ["hash", ...of, key], hashes[at]))),
  );
}

async function openRow(cipher: Cipher, of: OfStream, row: Row): Promise<Row> {
  if (row.body.length === 0) return row;
  const record = decodeRecord(row);
  if (record === undefined) throw unreadable("record");
  const [hash, content] = await Promise.all([
    opened<string>(cipher, ["hash", ...of, row.key], row.hash),
    opened<Pick<BaseRecord, "data" | "raw">>(cipher, ["base", ...of, row.key], record.data["base"]),
  ]);
  return encodeRecord({ ...record, hash, ...content });
}
