import { FailureError, failure } from "@waybill/transport";
import type { Failure } from "@waybill/transport";
import { wrap } from "idb";
import { storageDamaged } from "../../storage-failure.ts";
import { abort } from "./abort.ts";
import { asFailure, isRefusal, notUpgraded, otherFormat } from "./as-failure.ts";
import { NoDatabase } from "./no-database.ts";
import { databaseVersion, storeFormat } from "./schema.ts";
import type { Database } from "./schema.ts";
import { upgrade } from "./upgrade.ts";

/** Which database, and whom to tell of what delays it. */
export interface Opening {
  readonly factory: IDBFactory;
  /** Name of the database. */
  readonly name: string;
  /** Given to a database when it is made, and asked of it ever after: the mark of the key that its content is sealed with. Absent: it is not sealed. */
  readonly mark?: string | undefined;
  /** Told when another tab holds an older version open and does not let go at once. Default: the page's `error` event, by `reportError`. */
  readonly onBlocked?: ((failure: Failure) => void) | undefined;
}

/**
 * Opens the database in the form of the present version. `onClosed`: the connection is of no more use, and the next call opens another. Throws
 * {@link NoDatabase} where there is none to be had, and another `storage` failure where there may be one.
 */
export async function openDatabase(opening: Opening, onClosed: () => void): Promise<Database> {
  const database = await settled(request(opening), opening);
  database.addEventListener("versionchange", () => {
    // Another tab wants to change or delete the database, and waits for this one to let go.
    database.close();
    onClosed();
  });
  database.addEventListener("close", onClosed);
  await checkFormat(database, opening.mark);
  return database;
}

function request({ factory, name }: Opening): IDBOpenDBRequest {
  try {
    return factory.open(name, databaseVersion);
  } catch (error) {
    throw notOpened(error);
  }
}

/**
 * An older database is upgraded once no other tab holds it open. A tab lets go when it is told to, after what it is just writing; one that does not is
 * waited for, since to go on without the database would hide what is in it.
 */
function settled(opening: IDBOpenDBRequest, { mark, onBlocked = report }: Opening): Promise<Database> {
  return new Promise((resolve, reject) => {
    let failed = notOpened;
    opening.addEventListener("blocked", () => onBlocked(blocked()));
    opening.addEventListener("upgradeneeded", ({ oldVersion }) => {
      const tx = opening.transaction;
      if (tx === null) return;
      if (oldVersion > 0) failed = () => notUpgraded(tx.error);
      upgrade({ database: opening.result, tx, from: oldVersion, mark }).catch((error: unknown) => {
        if (oldVersion > 0) failed = () => notUpgraded(error);
        abort(tx);
      });
    });
    opening.addEventListener("error", () => reject(failed(opening.error)));
    opening.addEventListener("success", () => resolve(wrapDatabase(opening.result)));
  });
}

function notOpened(error: unknown): FailureError {
  return isRefusal(error) ? new NoDatabase(error) : asFailure(error);
}

function blocked(): Failure {
  const message =
    "Another tab of this product holds an older version of the store open, so this one waits. " +
    "It opens as soon as the other tabs are closed or reloaded.";
  return failure("storage", { message, action: "fix" });
}

function report(told: Failure): void {
  globalThis.reportError?.(new FailureError(told));
}

function wrapDatabase(database: IDBDatabase): Database {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- `wrap` cannot know the schema, which is made just here
  return wrap(database) as Database;
}

async function checkFormat(database: Database, mark: string | undefined): Promise<void> {
  const [row, marked]: readonly unknown[] = await Promise.all([
    database.get("meta", "format"),
    database.get("meta", "mark"),
  ]);
  const format: unknown = Reflect.get(Object(row), "format");
  const refused = format === storeFormat ? otherMark(marked, mark) : otherFormat(format);
  if (refused === undefined) return;
  database.close();
  throw storageDamaged(refused);
}

function otherMark(found: unknown, wanted: string | undefined): string | undefined {
  if (found === wanted) return undefined;
  if (wanted === undefined) {
    return "The store on this device is encrypted, and was opened without its key. Nothing was changed; open it with its key.";
  }
  const how = found === undefined ? "without encryption" : "with another key";
  return (
    `The store on this device was made ${how} and cannot be read with this key. Nothing was changed; open it as it was made, or give this ` +
    "one another name."
  );
}
