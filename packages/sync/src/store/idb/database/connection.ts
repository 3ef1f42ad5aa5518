import { unwrap } from "idb";
import { storeClosed } from "../../storage-failure.ts";
import { abort } from "./abort.ts";
import { asFailure, connectionLost } from "./as-failure.ts";
import { openDatabase } from "./open-database.ts";
import type { Opening } from "./open-database.ts";
import type { Database, StoreName, Transaction } from "./schema.ts";

/** What a writing transaction gives when everything that it wrote is to be taken back. */
export const takenBack: unique symbol = Symbol("taken back");

/** What a transaction spans. */
export interface Span {
  readonly stores: readonly StoreName[];
  readonly durability?: "strict" | "relaxed" | undefined;
}

/**
 * The one way to the database: opens it when it is first needed, and anew after the browser closed it. A transaction lives inside `run`, which awaits
 * nothing but its requests, and ends with it.
 */
export interface Connection {
  read<T>(stores: readonly StoreName[], run: (tx: Transaction<"readonly">) => Promise<T>): Promise<T>;
  /** All or nothing: resolves once everything that `run` wrote is committed; any error takes all of it back, as {@link takenBack} does. */
  write<T>(span: Span, run: (tx: Transaction<"readwrite">) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** `onOpened`: another database may have taken the place of the one before, so that nothing which was remembered of it holds. */
export function createConnection(opening: Opening, onOpened: () => void): Connection {
  let opened: Promise<Database> | undefined;
  let closed = false;

  function database(): Promise<Database> {
    if (closed) throw storeClosed();
    const current = (opened ??= openDatabase(opening, () => forget(current)).then(announced));
    current.catch(() => forget(current));
    return current;
  }

  function announced(fresh: Database): Database {
    onOpened();
    return fresh;
  }

  function forget(which: Promise<Database>): void {
    if (opened === which) opened = undefined;
  }

  async function begin<Mode extends "readonly" | "readwrite">(mode: Mode, span: Span): Promise<Transaction<Mode>> {
    const current = database();
    const first = await current;
    try {
      return transactionOn(first, mode, span);
    } catch (error) {
      if (!connectionLost(error)) throw error;
      // The browser had closed this connection. Nothing was begun on it, so beginning anew repeats nothing.
      forget(current);
      return transactionOn(await database(), mode, span);
    }
  }

  return {
    async read(stores, run) {
      try {
        return await run(await begin("readonly", { stores }));
      } catch (error) {
        throw asFailure(error);
      }
    },
    async write(span, run) {
      try {
        return await atomically(await begin("readwrite", span), run);
      } catch (error) {
        throw asFailure(error);
      }
    },
    async close() {
      closed = true;
      const last = await opened?.catch(() => undefined);
      last?.close();
    },
  };
}

function transactionOn<Mode extends "readonly" | "readwrite">(database: Database, mode: Mode, span: Span) {
  const tx = database.transaction([...span.stores], mode, { durability: span.durability ?? "relaxed" });
  // Whoever needs the outcome awaits `done` itself; for everybody else a rejection is not an unhandled one.
  tx.done.catch(() => undefined);
  return tx;
}

async function atomically<T>(
  tx: Transaction<"readwrite">,
  run: (tx: Transaction<"readwrite">) => Promise<T>,
): Promise<T> {
  const ended = endOf(unwrap(tx));
  try {
    const result = await run(tx);
    if (result === takenBack) abort(tx);
    else await committed(tx, ended);
    return result;
  } catch (error) {
    abort(tx);
    // The first error of a transaction is the reason of its end; later ones only say that it ended.
    throw unwrap(tx).error ?? error;
  }
}

async function committed(tx: Transaction<"readwrite">, ended: Promise<void>): Promise<void> {
  tx.commit();
  await ended;
}

/**
 * Resolves when the transaction is committed, and rejects when it is not, with the reason. `done` of idb rejects at the first failed request, before the
 * transaction knows its reason, so that a full disk would look like any other end.
 */
function endOf(tx: IDBTransaction): Promise<void> {
  const end = new Promise<void>((resolve, reject) => {
    tx.addEventListener("complete", () => resolve());
    tx.addEventListener("abort", () =>
      reject(tx.error ?? new DOMException("The transaction was aborted.", "AbortError")),
    );
  });
  // Whoever awaits it hears of a rejection; when `run` threw first, nobody has to.
  end.catch(() => undefined);
  return end;
}
