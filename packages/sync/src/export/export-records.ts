import type { StreamContract } from "../connector/contract.ts";
import type { JsonObject } from "../connector/json.ts";
import type { FieldMapping } from "../connector/mapping.ts";
import { pointerTo } from "../connector/pointer.ts";
import type { Pointer } from "../connector/refs.ts";
import type { RecordKey, RecordView } from "../record/record.ts";
import type { Store } from "../store/contract.ts";
import { csvLine } from "./csv.ts";
import type { CsvOptions } from "./csv.ts";

export interface RecordExport {
  readonly connection: string;
  readonly stream: string;
  /** Says which fields are `secret` (never exported) and `pii` (exported unless `withoutPii`). Absent: everything is exported. */
  readonly contract?: Pick<StreamContract, "classes" | "mapping"> | undefined;
  /** Default false: a customer's export of the customer's own data. */
  readonly withoutPii?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface CsvExport extends RecordExport, CsvOptions {
  /** Members to write, in order. Default: every member that any record has, in order of appearance; finding them reads the stream once more. */
  readonly columns?: readonly string[] | undefined;
}

/** Records of one read. */
const limit = 500;

/** Records of a stream as a JSON array, in pieces that may be written as they come: memory holds one page. Numbers beyond 2^53 stay text. */
export async function* exportJson(store: Pick<Store, "records">, what: RecordExport): AsyncGenerator<string> {
  const shown = visible(what);
  let before = "[";
  for await (const page of pages(store, what)) {
    const lines = page.map(({ data }) => JSON.stringify(shown(data)));
    yield `${before}\n${lines.join(",\n")}`;
    before = ",";
  }
  yield before === "[" ? "[]\n" : "\n]\n";
}

/** Records of a stream as CSV (RFC 4180) with a line of names, in pieces. An object or a list within a record is a cell of JSON. */
export async function* exportCsv(store: Pick<Store, "records">, what: CsvExport): AsyncGenerator<string> {
  const shown = visible(what);
  const columns = what.columns ?? (await columnsOf(store, what));
  yield csvLine(columns, what);
  for await (const page of pages(store, what)) {
    const rows = page.map(({ data }) => {
      const record = shown(data);
      return csvLine(
        columns.map((name) => (Object.hasOwn(record, name) ? record[name] : undefined)),
        what,
      );
    });
    yield rows.join("");
  }
}

async function* pages(store: Pick<Store, "records">, { connection, stream, signal }: RecordExport) {
  let after: RecordKey | undefined;
  for (;;) {
    signal?.throwIfAborted();
    const page: readonly RecordView[] = await store.records(connection, stream, { limit, after });
    if (page.length > 0) yield page;
    if (page.length < limit) return;
    after = page.at(-1)?.key;
  }
}

async function columnsOf(store: Pick<Store, "records">, what: CsvExport): Promise<readonly string[]> {
  const shown = visible(what);
  const names = new Set<string>();
  for await (const page of pages(store, what)) {
    for (const { data } of page) for (const name of Object.keys(shown(data))) names.add(name);
  }
  return [...names];
}

/** A record without what may not leave. A class names the vendor's field: a member that was made of it, or of something around or in it, is left out. */
function visible({ contract, withoutPii = false }: RecordExport): (record: JsonObject) => JsonObject {
  const classes = Object.entries(contract?.classes ?? {});
  const hidden = classes.filter(([, kind]) => kind === "secret" || withoutPii).map(([pointer]) => pointer);
  if (hidden.length === 0) return (record) => record;
  return (record) =>
    Object.fromEntries(
      Object.entries(record).filter(([name]) => {
        const from = originOf(contract?.mapping?.fields[name]) ?? pointerTo(name);
        return !hidden.some((pointer) => within(pointer, from) || within(from, pointer));
      }),
    );
}

function originOf(rule: Pointer | FieldMapping | undefined): Pointer | undefined {
  return typeof rule === "object" ? rule.from : rule;
}

/** Whether `inner` is `outer` or a place in it. */
function within(inner: string, outer: string): boolean {
  return inner === outer || inner.startsWith(`${outer}/`);
}
