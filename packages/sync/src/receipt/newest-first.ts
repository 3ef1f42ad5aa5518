import type { Page, Store } from "../store/contract.ts";
import type { Receipt } from "./receipt.ts";

export interface ReceiptWalk {
  readonly connection: string;
  /** Absent: receipts of all its streams. */
  readonly stream?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  /** The first page, where it was read already. */
  readonly first?: Page<Receipt> | undefined;
}

/** Receipts of one read. */
export const receiptsAtOnce = 100;

/** Receipts, newest first, page by page: memory holds one page. */
export async function* newestFirst(
  store: Pick<Store, "receipts">,
  { connection, stream, signal, first }: ReceiptWalk,
): AsyncGenerator<Receipt> {
  const read = async (cursor?: string): Promise<Page<Receipt>> => {
    signal?.throwIfAborted();
    return store.receipts(connection, { stream, limit: receiptsAtOnce, cursor });
  };
  let page = first ?? (await read());
  for (;;) {
    yield* page.items;
    if (page.next === undefined) return;
    page = await read(page.next);
  }
}
