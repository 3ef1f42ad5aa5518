import type { Clock, Lock } from "@waybill/transport";
import type { Lease } from "../store/contract.ts";
import { lockFreed } from "../tabs/lease-lock.ts";
import { isUnmoved } from "../tabs/lease.ts";
import { linkedSignal } from "../tabs/linked-signal.ts";
import type { LinkedSignal } from "../tabs/linked-signal.ts";
import { silence } from "../tabs/silence.ts";
import type { Silence } from "../tabs/silence.ts";
import { inBackground } from "./background.ts";

/** Held by another engine. */
export interface Held {
  readonly stream: string;
  readonly lease: Lease;
}

/** An engine of whom nothing shows any more that it lives. */
export interface Gone {
  readonly owner: string;
  readonly held: readonly Held[];
  /** Leases as their heartbeats stopped, by stream: nobody has to wait for them again. None where the platform has freed their locks. */
  readonly silent: ReadonlyMap<string, Lease>;
}

export interface HoldersParts {
  readonly clock: Clock;
  /** Of the connection. */
  readonly id: string;
  readonly lock?: Lock | undefined;
  readonly leaseMs: number;
  /** Told when it is worth looking at once. */
  readonly freed: () => void;
}

/** What is known of the engines that hold something of a connection, from look to look. */
export interface Holders {
  /**
   * Takes note of what is held now, and says who is gone: whose locks are all free, or of whose leases none has moved, come or gone for as long as one is
   * respected. Timers of a hidden tab may be slow where its pages are not, and it may have gone over to other streams since the last look.
   */
  look(held: readonly Held[]): readonly Gone[];
  /** Looks at them no more. */
  end(): void;
}

interface Sighting {
  readonly held: readonly Held[];
  readonly still: Silence;
  readonly locks: LinkedSignal;
  readonly areFree: () => boolean;
}

export function watchHolders(parts: HoldersParts): Holders {
  const { clock, leaseMs } = parts;
  const sightings = new Map<string, Sighting>();
  const forget = (owner: string): void => {
    sightings.get(owner)?.locks.abort();
    sightings.delete(owner);
  };
  const seen = (owner: string, held: readonly Held[]): Sighting => {
    const before = sightings.get(owner);
    if (before !== undefined && areAll(held, before.held, isSame)) {
      const isSilent = areAll(held, before.held, isStill);
      return { ...before, held, still: silence(clock, leaseMs, isSilent ? before.still : undefined) };
    }
    forget(owner);
    return { held, still: silence(clock, leaseMs), ...watchLocks(parts, held) };
  };
  return {
    look: (held) => {
      const owners = new Set(held.map(({ lease }) => lease.owner));
      for (const owner of sightings.keys()) if (!owners.has(owner)) forget(owner);
      return [...owners].flatMap((owner) => {
        const its = held.filter(({ lease }) => lease.owner === owner);
        const sighting = seen(owner, its);
        sightings.set(owner, sighting);
        const isSilent = sighting.still.ms >= leaseMs;
        if (!isSilent && !sighting.areFree()) return [];
        // Who finds it there again begins anew.
        forget(owner);
        const silent = new Map(isSilent ? its.map(({ stream, lease }) => [stream, lease]) : []);
        return [{ owner, held: its, silent }];
      });
    },
    end: () => [...sightings.keys()].forEach(forget),
  };
}

/** The locks beside these leases, each of which is waited for. */
function watchLocks({ id, lock, freed }: HoldersParts, held: readonly Held[]): Pick<Sighting, "locks" | "areFree"> {
  const locks = linkedSignal();
  let areFree = false;
  const each = held.map(
    ({ stream, lease: { owner } }) =>
      lockFreed({ connection: id, stream, owner, lock }, locks.signal) ?? new Promise<void>(() => {}),
  );
  inBackground(async () => {
    await Promise.all(each);
    areFree = true;
    freed();
  });
  return { locks, areFree: () => areFree };
}

function areAll(held: readonly Held[], before: readonly Held[], alike: typeof isSame): boolean {
  return held.length === before.length && held.every((one) => before.some((other) => alike(one, other)));
}

function isSame(one: Held, { stream, lease }: Held): boolean {
  return one.stream === stream && one.lease.token === lease.token && one.lease.since === lease.since;
}

function isStill(one: Held, other: Held): boolean {
  return isSame(one, other) && isUnmoved(one.lease, other.lease);
}
