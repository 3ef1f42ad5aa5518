import { failure, FailureError } from "@waybill/transport";
import type { Store } from "@waybill/sync/store";
import type { StorageFault } from "../plan/scenario.ts";

/** The platform's storage as one process meets it. */
export interface Disk {
  /** Fails from the call on that comes after `spares` others, for `ms` or, with 0, that one alone. */
  fails(trouble: DiskTrouble): void;
  works(): void;
  /** The store behind it. */
  readonly store: Store;
}

interface DiskTrouble {
  readonly kind: StorageFault;
  readonly spares: number;
  readonly ms: number;
}

interface DiskOptions {
  readonly store: Store;
  readonly now: () => number;
  /** Told of each call that fails. */
  readonly failed: (call: FailedCall) => void;
}

export interface FailedCall {
  readonly kind: StorageFault;
  /** Name of the store's method. */
  readonly name: string;
  readonly given: readonly unknown[];
}

interface Begun extends DiskTrouble {
  left: number;
  until: number | undefined;
}

/** What is done without a transaction of its own, or cannot fail. */
const untouched: ReadonlySet<PropertyKey> = new Set<keyof Store>(["recall", "subscribe", "close", "lostChanges"]);
const writing: ReadonlySet<PropertyKey> = new Set<keyof Store>(["commit", "erase", "declareIndexes"]);

export function createDisk({ store, now, failed }: DiskOptions): Disk {
  let troubles: readonly Begun[] = [];
  const meets = (name: PropertyKey): StorageFault | undefined => {
    const found = troubles.find((trouble) => concerns(trouble.kind, name) && (trouble.left -= 1) < 0);
    if (found === undefined) return undefined;
    found.until ??= now() + found.ms;
    const isOver = found.ms === 0 || now() > found.until;
    if (isOver) troubles = troubles.filter((each) => each !== found);
    return now() > found.until ? undefined : found.kind;
  };
  const call = async (name: keyof Store, given: readonly unknown[], act: () => unknown): Promise<unknown> => {
    const kind = meets(name);
    if (kind === undefined) return act();
    if (kind === "unsure") await act();
    failed({ kind, name, given });
    throw storageError(kind);
  };
  return {
    fails: (trouble) => {
      troubles = [...troubles, { ...trouble, left: trouble.spares, until: undefined }];
    },
    works: () => {
      troubles = [];
    },
    store: new Proxy(store, {
      get(target, name: keyof Store) {
        const member = target[name];
        if (typeof member !== "function" || untouched.has(name)) return member;
        if (name === "seen") return (...at: Parameters<Store["seen"]>) => blocks(target, at, call);
        return (...given: unknown[]) => call(name, given, async () => Reflect.apply(member, target, given));
      },
    }),
  };
}

type Call = (name: keyof Store, given: readonly unknown[], act: () => unknown) => Promise<unknown>;

async function* blocks(store: Store, at: Parameters<Store["seen"]>, call: Call) {
  await call("seen", at, () => undefined);
  yield* store.seen(...at);
}

/** What is full lets go of what is erased. */
function concerns(kind: StorageFault, name: PropertyKey): boolean {
  switch (kind) {
    case "full":
      return name === "commit" || name === "declareIndexes";
    case "unread":
      return !writing.has(name);
    case "lost":
      return true;
    case "unsure":
      return name === "commit" || name === "erase";
  }
}

function storageError(kind: StorageFault): FailureError {
  const message = `The simulated storage failed: ${kind}.`;
  return new FailureError(failure("storage", { message, ...(kind === "full" && { action: "fix" }) }));
}
