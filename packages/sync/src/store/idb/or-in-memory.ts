import type { Store } from "../contract.ts";
import { createMemoryStore } from "../memory/create-memory-store.ts";
import { NoDatabase } from "./database/no-database.ts";

/** A store in memory where the browser refuses a database. Any other failure to open one is passed on: there may be something in it. */
export async function orInMemory(open: () => Promise<Store>): Promise<Store> {
  try {
    return await open();
  } catch (error) {
    if (!(error instanceof NoDatabase)) throw error;
    return { ...createMemoryStore(), notDurableBecause: error.failure };
  }
}
