import { failure } from "@waybill/transport";
import type { Failure } from "@waybill/transport";
import { blockedFailure } from "../pull/run/open-session.ts";
import type { Grant } from "../pull/stream-context.ts";
import type { Store } from "../store/contract.ts";
import { knownLife } from "../tabs/lease.ts";
import { untilCommitted } from "../until-committed.ts";

/** The grant behind the credential of this engine. */
export interface HeldGrant extends Grant {
  /** Whether the connection was left here: nothing is asked, whatever another tab was given. */
  leave(isLeft: boolean): void;
  /** A customer has reconnected here: other engines' credentials are older. */
  renewed(life: Promise<number>): Promise<void>;
}

/** To reconnect in place would make the old one the newest of all tabs. */
const olderCredential: Failure = failure("unauthorized", {
  message:
    "The customer has reconnected in another tab, and this one's credential is older, so nothing was read here. " +
    "Load the page again, or hand in the new credential.",
  action: "reload",
});

/** No stream of a connector has this name. The token of its lease counts up each time that a customer reconnects. */
export const grants = " ";

/** Told from others by how often customers had reconnected, in whichever tab, when it was given. */
export function heldGrant(store: Store, connection: string): HeldGrant {
  const latest = async (): Promise<number> => (await store.lease(connection, grants))?.token ?? 0;
  let own = -1;
  let seen = 0;
  let isLeft = false;
  let refusedAt: number | undefined;
  const isOf = (one: number): void => {
    own = Math.max(own, one);
  };
  // Where that cannot be read, none is known to be newer.
  const given = latest().then(isOf, () => isOf(Infinity));
  return {
    leave: (now) => {
      isLeft = now;
    },
    renewed: async (life) => {
      isLeft = false;
      isOf(await renew(store, connection, life));
    },
    refusal: async () => {
      seen = await latest();
      await given;
      if (isLeft || seen === refusedAt) return seen > own ? olderCredential : blockedFailure("auth");
      return undefined;
    },
    taken: () => isOf(seen),
    older: async () => {
      await given;
      const now = await latest();
      if (now <= own) return undefined;
      refusedAt = now;
      return olderCredential;
    },
  };
}

/** Counts up, but nothing where the connection was erased since. */
async function renew(store: Store, connection: string, life: Promise<number>): Promise<number> {
  const asked = await life;
  return untilCommitted(async () => {
    const since = await store.head();
    const before = await store.lease(connection, grants);
    const token = (before?.token ?? since) + 1;
    if ((await knownLife(store, connection)) !== asked) return token;
    const expect = { since, lease: { token: before?.token ?? 0 } };
    await store.commit({ connection, stream: grants, expect, lease: { owner: "", token, heartbeat: 0 } });
    return token;
  });
}
