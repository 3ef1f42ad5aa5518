import type { Feed } from "../../feed.ts";
import type { Told } from "../rows/change-log.ts";

/** Tells this handle's subscribers of every commit once and in order, whichever tab made it. */
export interface Follower {
  /** This handle committed. */
  committed(change: Told): void;
  /** Another tab says that it did. What it committed is read from the store, so that a lost, late or false word does no harm. */
  look(): void;
}

interface FollowerOptions {
  readonly feed: Feed;
  /** Number of the last commit that subscribers know of. */
  readonly head: number;
  readonly changesAfter: (told: number) => Promise<readonly Told[]>;
}

export function createFollower({ feed, head, changesAfter }: FollowerOptions): Follower {
  let told = head;
  let looking = false;
  let again = false;

  function tell(change: Told): void {
    told = change.commit;
    for (const event of change.events) feed.tell(event);
  }

  async function lookOn(): Promise<void> {
    looking = true;
    try {
      while (again) {
        again = false;
        const changes = await changesAfter(told);
        changes.forEach(tell);
      }
    } catch {
      // The store cannot be read just now: its next commit, here or elsewhere, looks again from where this stopped.
    } finally {
      looking = false;
    }
  }

  function look(): void {
    again = true;
    if (!looking) void lookOn();
  }

  return {
    committed(change) {
      if (!looking && change.commit === told + 1) tell(change);
      else look();
    },
    look,
  };
}
