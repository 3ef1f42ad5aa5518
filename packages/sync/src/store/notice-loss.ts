import { failure } from "@waybill/transport";
import type { Store } from "./contract.ts";

/** A place outside the store, such as the page's `localStorage`, that outlives what a browser does to a database. */
export interface Reminder {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
}

export interface LossOptions {
  readonly reminder: Reminder;
  /** Tells stores apart: the tenant, with the name of the store where there are several. */
  readonly key: string;
}

/**
 * Notices when a browser has removed what was stored (it may, when the disk is full or the site was not visited for long): the reminder says that there
 * was something, and the store is empty. The store then says so by `lostBecause`, and every stream that is read again says why in its receipt.
 * A browser that clears both leaves nothing to notice it by.
 */
export async function noticeLoss(store: Store, { reminder, key }: LossOptions): Promise<Store> {
  const name = `waybill ${key}`;
  const head = await store.head();
  const isLost = head === 0 && remembered(reminder, name);
  if (head > 0) remind(reminder, name);
  else {
    const stop = store.subscribe(() => {
      stop();
      remind(reminder, name);
    });
  }
  return isLost ? { ...store, lostBecause: lost() } : store;
}

function lost(): NonNullable<Store["lostBecause"]> {
  const message =
    "What was stored in this browser is gone, and not by our doing: the browser clears sites that were not visited for long, or when the disk is full. " +
    "Everything is read again. Changes that had not been sent are lost. Ask for persistent storage (navigator.storage.persist) to make this rare.";
  return failure("storage", { message, retryable: false, action: "none" });
}

/** A place that cannot be read or written, as in a private window, reminds of nothing. */
function remembered(reminder: Reminder, name: string): boolean {
  try {
    return reminder.getItem(name) !== null;
  } catch {
    return false;
  }
}

function remind(reminder: Reminder, name: string): void {
  try {
    reminder.setItem(name, "1");
  } catch {
    // Without a reminder a loss goes unnoticed, as it would have.
  }
}
