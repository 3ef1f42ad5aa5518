import { FailureError, failure } from "@waybill/transport";
import type { Store } from "./contract.ts";
import { readReminded, remind } from "./reminder.ts";
import type { LossOptions, Reminded } from "./reminder.ts";
import { unsentCounter } from "./unsent-counter.ts";

/**
 * Notices when a browser has removed what was stored (it may, when the disk is full or the site was not visited for long): the reminder says that there
 * was something, and the store is empty. The store then says so by `lostBecause`, every stream that is read again says why in its receipt, and the
 * outbox of each connection (`status.outbox`) says how many changes were lost before it was known that they arrived, until a person has taken note of it
 * (the action `acknowledge`, or {@link acknowledgeLoss}). A browser that clears both leaves nothing to notice it by. A store that is in memory because the database was refused tells nothing of what is in it.
 */
export async function noticeLoss(store: Store, options: LossOptions): Promise<Store> {
  const watched: Store = {
    ...store,
    lostChanges: (connection) => lostOf(options, connection),
    acknowledgeLoss: (connection, changes) => takeNote(options, connection, changes),
  };
  if (store.notDurableBecause !== undefined) return watched;
  const head = await store.head();
  const before = readReminded(options);
  const isLost = head === 0 && before !== undefined;
  if (isLost) remind(options, (now) => ({ unsent: {}, lost: sum(now.lost, now.unsent) }));
  else if (head > 0) remind(options, (now) => now);
  follow(store, options);
  return isLost ? { ...watched, lostBecause: lossFailure(before) } : watched;
}

/** The customer has taken note of all changes that were lost, of whichever connection: for a product that tells of them itself. */
export function acknowledgeLoss(options: LossOptions): void {
  remind(options, (now) => ({ ...now, lost: {} }));
}

function lostOf(options: LossOptions, connection: string): number {
  return readReminded(options)?.lost[connection] ?? 0;
}

/** A person takes note of the number that they saw, and no other; what another tab took note of already is done. */
function takeNote(options: LossOptions, connection: string, told: number): void {
  const lost = lostOf(options, connection);
  if (lost === 0) return;
  if (lost !== told) throw new FailureError(failure("conflict", { message: anotherNumber(lost, told) }));
  remind(options, (now) => ({ ...now, lost: { ...now.lost, [connection]: 0 } }));
  if (lostOf(options, connection) > 0) throw new FailureError(failure("storage", { message: notWritten }));
}

function anotherNumber(lost: number, told: number): string {
  return `${lost} changes are lost by now, and note was taken of ${told}. Look at the number again and take note of that one.`;
}

const notWritten =
  "The browser did not let us write down that note was taken of lost changes, so they are told of again. Allow this site to store data, then try again.";

/** Keeps the reminder up to what is stored. A page that ended before it had counted leaves that to the next. */
function follow(store: Store, options: LossOptions): void {
  const counter = unsentCounter(store, options);
  const known = new Set(Object.keys(readReminded(options)?.unsent ?? {}));
  for (const connection of known) counter.count(connection);
  store.subscribe(({ connection, kinds }) => {
    if (kinds.includes("erased")) {
      known.delete(connection);
      counter.drop(connection);
      remind(options, (now) => without(now, connection));
      return;
    }
    if (!known.has(connection)) remind(options, (now) => ({ ...now, unsent: { [connection]: 0, ...now.unsent } }));
    known.add(connection);
    if (kinds.includes("mutations")) counter.count(connection);
  });
}

function without({ unsent, lost }: Reminded, connection: string): Reminded {
  const { [connection]: _, ...others } = unsent;
  const { [connection]: __, ...rest } = lost;
  return { unsent: others, lost: rest };
}

function sum(some: Reminded["lost"], more: Reminded["lost"]): Reminded["lost"] {
  const all = new Set([...Object.keys(some), ...Object.keys(more)]);
  return Object.fromEntries([...all].map((name) => [name, (some[name] ?? 0) + (more[name] ?? 0)]));
}

function lossFailure({ unsent }: Reminded): NonNullable<Store["lostBecause"]> {
  const changes = Object.values(unsent).reduce((all, more) => all + more, 0);
  const isOne = changes === 1;
  const lost =
    `${changes} ${isOne ? "change that is" : "changes that are"} not known to have arrived cannot be read again: ` +
    `look whether the vendor has ${isOne ? "it before it is" : "them before they are"} entered again.`;
  const message =
    "What was stored in this browser is gone, and not by our doing: the browser clears sites that were not visited for long, or when the disk is full. " +
    `Everything is read again.${changes === 0 ? "" : ` ${lost}`} Ask for persistent storage (navigator.storage.persist) to make this rare.`;
  return failure("storage", { message, retryable: false, action: "none" });
}
