import { failure } from "@waybill/transport";
import { openStates } from "../push/mutation.ts";
import type { Store } from "./contract.ts";
import { readReminded, remind } from "./reminder.ts";
import type { LossOptions, Reminded } from "./reminder.ts";

/** Beyond so many, changes are not counted one by one. */
const mostCounted = 10_000;

/**
 * Notices when a browser has removed what was stored (it may, when the disk is full or the site was not visited for long): the reminder says that there
 * was something, and the store is empty. The store then says so by `lostBecause`, every stream that is read again says why in its receipt, and the
 * outbox of each connection (`status.outbox`) says how many changes were lost before they were sent, until {@link acknowledgeLoss}. A browser that
 * clears both leaves nothing to notice it by.
 */
export async function noticeLoss(store: Store, options: LossOptions): Promise<Store> {
  const head = await store.head();
  const before = readReminded(options);
  const isLost = head === 0 && before !== undefined;
  if (isLost) remind(options, (now) => ({ unsent: {}, lost: sum(now.lost, now.unsent) }));
  follow(store, options, head > 0);
  return {
    ...store,
    lostChanges: (connection) => readReminded(options)?.lost[connection] ?? 0,
    ...(isLost && { lostBecause: lossFailure(before) }),
  };
}

/** The customer has taken note that changes were lost: it is not said again. */
export function acknowledgeLoss(options: LossOptions): void {
  remind(options, (now) => ({ ...now, lost: {} }));
}

/** Keeps the reminder up to what is stored. */
function follow(store: Store, options: LossOptions, isKept: boolean): void {
  let isReminded = isKept;
  if (isKept) remind(options, (now) => now);
  let counted = Promise.resolve();
  store.subscribe(({ connection, kinds }) => {
    if (!isReminded) remind(options, (now) => now);
    isReminded = true;
    if (kinds.includes("erased")) remind(options, (now) => without(now, connection));
    // One after another: the last one to be counted is the one that is remembered.
    else if (kinds.includes("mutations")) counted = counted.then(() => countUnsent(store, options, connection));
  });
}

/** What cannot be counted leaves the last number standing. */
async function countUnsent(store: Store, options: LossOptions, connection: string): Promise<void> {
  const open = await store.mutations(connection, { states: openStates, limit: mostCounted }).catch(() => undefined);
  if (open === undefined) return;
  remind(options, (now) => ({ ...now, unsent: { ...now.unsent, [connection]: open.length } }));
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
  const unsentChanges =
    changes === 0
      ? ""
      : ` ${changes} ${changes === 1 ? "change" : "changes"} that had not been sent cannot be read again.`;
  const message =
    "What was stored in this browser is gone, and not by our doing: the browser clears sites that were not visited for long, or when the disk is full. " +
    `Everything is read again.${unsentChanges} Ask for persistent storage (navigator.storage.persist) to make this rare.`;
  return failure("storage", { message, retryable: false, action: "none" });
}
