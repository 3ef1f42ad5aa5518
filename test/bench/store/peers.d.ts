// As much of the other libraries as the benchmark uses: they are installed by it, not by `npm ci`, and the tree has to compile without them.
declare module "dexie" {
  interface Table<T> {
    bulkPut(items: readonly T[]): Promise<unknown>;
    bulkGet(keys: readonly string[]): Promise<readonly (T | undefined)[]>;
    get(key: string): Promise<T | undefined>;
    where(index: string): { aboveOrEqual(key: string): { limit(count: number): { toArray(): Promise<T[]> } } };
  }
  export default class Dexie {
    constructor(name: string);
    version(version: number): { stores(schema: Readonly<Record<string, string>>): unknown };
    table<T>(name: string): Table<T>;
    close(): void;
  }
}

declare module "pouchdb-browser" {
  export default class PouchDB {
    constructor(name: string);
    bulkDocs(documents: readonly object[]): Promise<unknown>;
  }
}

declare module "rxdb" {
  interface Collection {
    bulkInsert(documents: object[]): Promise<unknown>;
    bulkUpsert(documents: object[]): Promise<unknown>;
  }
  interface Database {
    addCollections(collections: object): Promise<Readonly<Record<string, Collection>>>;
  }
  export function createRxDatabase(options: object): Promise<Database>;
}

declare module "rxdb/plugins/storage-dexie" {
  export function getRxStorageDexie(): object;
}

declare module "tinybase" {
  interface TinyStore {
    setRow(table: string, id: string, row: Readonly<Record<string, string>>): unknown;
  }
  export function createStore(): TinyStore;
}

declare module "tinybase/persisters/persister-indexed-db" {
  export function createIndexedDbPersister(store: object, name: string): { save(): Promise<unknown> };
}
