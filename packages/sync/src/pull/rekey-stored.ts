import { hashRecord } from "../record/hash-record.ts";
import { recordKey } from "../record/record-key.ts";
import type { BaseRecord, RecordKey, RecordView } from "../record/record.ts";
import type { HeldLease } from "../tabs/lease.ts";
import type { StreamContext } from "./stream-context.ts";

/** Rows of one commit. */
const limit = 500;

/**
 * Moves stored rows to the keys that the present contract gives them, without asking the vendor, so that the full read that follows meets them and
 * stores nothing twice. Rows that carry unsent changes stay: their view is not what the vendor said. Safe to repeat after a crash.
 */
export async function rekeyStored(context: StreamContext, lease: HeldLease): Promise<void> {
  const { store, connection, contract } = context;
  let after: RecordKey | undefined;
  do {
    const rows: readonly RecordView[] = await store.records(connection, contract.name, { limit, after });
    after = rows.length < limit ? undefined : rows.at(-1)?.key;
    const moves = rows.flatMap((row) => moved(context, row));
    if (moves.length === 0) continue;
    await store.commit({
      connection,
      stream: contract.name,
      expect: { lease: { token: lease.token } },
      lease: lease.beat(),
      remove: moves.map(({ from }) => from),
      put: moves.map(({ to }) => to),
    });
  } while (after !== undefined);
}

interface Move {
  readonly from: RecordKey;
  readonly to: BaseRecord;
}

function moved({ contract }: StreamContext, { key, data, pending }: RecordView): readonly Move[] {
  const now = recordKey(contract, data);
  if (pending || !now.ok || now.key === key) return [];
  return [{ from: key, to: { key: now.key, data, hash: hashRecord(data), run: "rekey" } }];
}
