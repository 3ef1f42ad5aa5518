import type { Json, Pagination } from "@waybill/sync/connector";
import { asText, read } from "../document/pointer.ts";
import { textParameter } from "../http/exchange.ts";
import { follows, signal, windowAt, type Cut, type Source } from "./listing.ts";
import { countThrough } from "./position.ts";

type Keyset = Extract<Pagination, { style: "keyset" }>;

/** Continues after the record whose key is sent, even when that record is gone by now. */
export function byKeyset(source: Source, pagination: Keyset): Cut {
  const key = textParameter(source.exchange, pagination.key);
  const found = key === undefined ? 0 : offsetAfter(source, pagination, key);
  if (found === undefined) return { refused: `No record is known by the key in ${pagination.key}.` };
  const { endless } = source.manners;
  const offset = endless === undefined || found < source.entries.length ? found : 0;
  const more = follows(source, offset);
  return {
    entries: windowAt(source, endless === "same" ? 0 : offset),
    signals: [...signal(pagination.hasMore, more), ...signal(pagination.total, source.total)],
    position: key ?? "",
    offset,
    more,
  };
}

function offsetAfter(source: Source, { keyField }: Keyset, key: string): number | undefined {
  const { entries, collection, plan } = source;
  const entry = collection.findBy(keyField, key);
  if (entry !== undefined) {
    const rank = collection.rankOf(entry);
    return countThrough(entries, (each) => collection.compare(collection.rankOf(each), rank) <= 0);
  }
  const primary = plan.contract.primaryKey.length === 1 && plan.contract.primaryKey[0] === keyField;
  return primary ? undefined : afterAll(source, keyField, key);
}

/** Several records may hold the key, or none: continue after the last that does, else with the first that is greater. */
function afterAll({ entries, collection }: Source, keyField: Keyset["keyField"], key: string): number {
  const values = entries.slice(0, entries.length).map((entry) => read(entry.record(), keyField));
  const last = values.findLastIndex((value) => asText(value) === key);
  if (last >= 0) return last + 1;
  const isPast = (value: Json | undefined): boolean => {
    const order = compareValues(asText(value), key);
    return collection.descending ? order < 0 : order > 0;
  };
  const index = values.findIndex(isPast);
  return index >= 0 ? index : entries.length;
}

const compareValues = (a: string, b: string): number =>
  Number.isNaN(Number(a)) || Number.isNaN(Number(b)) ? (a < b ? -1 : a > b ? 1 : 0) : Number(a) - Number(b);
