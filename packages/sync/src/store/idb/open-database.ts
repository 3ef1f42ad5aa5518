import { wrap } from "idb";
import { storageDamaged, storageFailure } from "../storage-failure.ts";
import { abort } from "./abort.ts";
import { asFailure } from "./as-failure.ts";
import { databaseVersion, storeFormat } from "./schema.ts";
import type { Database } from "./schema.ts";
import { upgrade } from "./upgrade.ts";

interface Opening {
  readonly factory: IDBFactory;
  readonly name: string;
  readonly onOpened: () => void;
  /** This connection is of no more use; the next call opens another. */
  readonly onClosed: () => void;
}

/** Opens the database, in the form of the present version. */
export async function openDatabase({ factory, name, onOpened, onClosed }: Opening): Promise<Database> {
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
