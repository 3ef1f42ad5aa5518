import { unwrap, wrap } from "idb";
import { storageDamaged, storageFailure, storeClosed } from "../storage-failure.ts";
import { asFailure, connectionLost } from "./as-failure.ts";
import { databaseVersion, storeFormat } from "./schema.ts";
import type { Database, StoreName, Transaction } from "./schema.ts";
import { upgrade } from "./upgrade.ts";

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
export function createConnection(factory: IDBFactory, name: string, onOpened: () => void): Connection {
  let opened: Promise<Database> | undefined;
  let closed = false;

  function database(): Promise<Database> {
    if (closed) throw storeClosed();
    const opening = (opened ??= openDatabase({ factory, name, onOpened, onClosed: () => forget(opening) }));
    opening.catch(() => forget(opening));
    return opening;
  }

  function forget(which: Promise<Database>): void {
    if (opened === which) opened = undefined;
  }

  async function begin<Mode extends "readonly" | "readwrite">(mode: Mode, span: Span): Promise<Transaction<Mode>> {
    const opening = database();
    const current = await opening;
    try {
      return transactionOn(current, mode, span);
    } catch (error) {
      if (!connectionLost(error)) throw error;
      // The browser had closed this connection. Nothing was begun on it, so beginning anew repeats nothing.
      forget(opening);
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

function abort(tx: Pick<IDBTransaction, "abort">): void {
  try {
    tx.abort();
  } catch {
    // It had ended already, which is what was wanted.
  }
}

interface Opening {
  readonly factory: IDBFactory;
  readonly name: string;
  readonly onOpened: () => void;
  /** This connection is of no more use; the next call opens another. */
  readonly onClosed: () => void;
}

async function openDatabase({ factory, name, onOpened, onClosed }: Opening): Promise<Database> {
  const database = await settled(factory.open(name, databaseVersion));
  onOpened();
  database.addEventListener("versionchange", () => {
    // Another tab wants to change or delete the database, and waits for this one to let go.
    database.close();
    onClosed();
  });
  database.addEventListener("close", onClosed);
  await checkFormat(database);
  return database;
}

function settled(request: IDBOpenDBRequest): Promise<Database> {
  return new Promise((resolve, reject) => {
    let refused = false;
    request.addEventListener("upgradeneeded", ({ oldVersion }) => {
      const tx = request.transaction;
      if (tx !== null) upgrade({ database: request.result, tx, from: oldVersion }).catch(() => abort(tx));
    });
    request.addEventListener("blocked", () => {
      refused = true;
      reject(
        storageFailure(
          "Another tab holds an older version of the store open. Close the product's other tabs, then try again.",
        ),
      );
    });
    request.addEventListener("error", () => reject(asFailure(request.error)));
    request.addEventListener("success", () => {
      // A database that arrives after the refusal has nobody to close it.
      if (refused) request.result.close();
      else resolve(wrapDatabase(request.result));
    });
  });
}

function wrapDatabase(database: IDBDatabase): Database {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- `wrap` cannot know the schema, which is made just here
  return wrap(database) as Database;
}

async function checkFormat(database: Database): Promise<void> {
  const row: unknown = await database.get("meta", "format");
  const format: unknown = typeof row === "object" && row !== null ? Reflect.get(row, "format") : undefined;
  if (format === storeFormat) return;
  database.close();
  throw storageDamaged(
    `The store on this device has format ${String(format)}, and this version reads format ${storeFormat}. Nothing was changed; use the version that wrote it.`,
  );
}
