import { recordKey } from "../../record/record-key.ts";
import type { BaseRecord, RecordKey } from "../../record/record.ts";
import type { HeldLease } from "../../tabs/lease.ts";
import { tracesFor } from "./stamp-rows.ts";
import type { StreamContext } from "../stream-context.ts";

/** Rows of one commit. */
const limit = 500;

/**
 * Moves stored rows, with what is remembered beside them, to the keys that the present contract gives them, without asking the vendor, so that the full
 * read that follows meets them and stores nothing twice. A row that carries own unsent changes stays, since they name it by its key. Safe to repeat after a
 * crash.
 */
export async function rekeyStored(context: StreamContext, lease: HeldLease): Promise<void> {
  const { store, connection, contract } = context;
  // Whose child a stored row is, only its old key knows.
  if (contract.parent?.keys === "below-parent") return;
  let after: RecordKey | undefined;
  do {
    const keys: readonly RecordKey[] = await store.keys(connection, contract.name, { limit, after });
    const rows = await store.bases(connection, contract.name, keys);
    after = keys.length < limit ? undefined : keys.at(-1);
    const moves = rows.flatMap((row) => (row === undefined ? [] : moved(context, row)));
    const free = await withoutChanges(context, moves);
    if (free.length === 0) continue;
    const remove = free.map(({ from }) => from);
    const beside = await store.traces(connection, contract.name, remove);
    const traces = free.flatMap(({ to: { key } }, at) => {
      const trace = beside[at];
      return trace === undefined ? [] : [{ ...trace, key }];
    });
    await store.commit({
      connection,
      stream: contract.name,
      expect: { lease: { token: lease.token } },
      lease: lease.beat(),
      remove,
      put: free.map(({ to }) => to),
      ...tracesFor(context, { put: traces, remove: beside.flatMap((trace) => trace?.key ?? []) }),
    });
  } while (after !== undefined);
}

interface Move {
  readonly from: RecordKey;
  readonly to: BaseRecord;
}

function moved({ contract }: StreamContext, { key, ...row }: BaseRecord): readonly Move[] {
  const now = recordKey(contract, row.raw ?? row.data);
  return !now.ok || now.key === key ? [] : [{ from: key, to: { ...row, key: now.key } }];
}

async function withoutChanges(
  { store, connection, contract }: StreamContext,
  moves: readonly Move[],
): Promise<readonly Move[]> {
  const views = await Promise.all(moves.map(({ from }) => store.record(connection, contract.name, from)));
  // A view that own changes delete is none.
  return moves.filter((_, at) => views[at]?.pending === false);
}
