import type { FailureError } from "@waybill/transport";
import { orAborted } from "../or-aborted.ts";
import type { Connection, Disconnected } from "./connection.ts";
import { closed } from "./closed.ts";
import { timeOf, unendedOf } from "./disposed.ts";
import { eraseConnection } from "./erase-connection.ts";
import { createFlights, stopped } from "./flights.ts";
import { reconnection } from "./reconnect.ts";
import type { ConnectionParts, Wiring } from "./wiring.ts";

export interface Endings extends Pick<Connection, "disconnect" | "reconnect" | "erase" | "dispose"> {
  /** Sets the schedules going, until one of the others; behind an erasure that is under way, and not at all once the connection is disposed. */
  readonly start: () => void;
  readonly stop: () => Promise<void>;
  readonly isDisposed: () => boolean;
}

/** The ways in which work on a connection ends. Each stops it at its checkpoints first. */
export function endings(parts: ConnectionParts, wiring: Wiring): Endings {
  const { schedules, flights, link, unsubscribe } = wiring;
  const { clock } = parts;
  const { land, ...ways } = comings(parts, wiring);
  let disposed = false;
  let erasures = 0;
  let startsAfter = false;
  const rest = async (why: string): Promise<void> => {
    startsAfter = false;
    schedules.stop();
    const reason = stopped(why);
    await Promise.all([land(reason), flights.landAll(reason, disposed ? closed : undefined)]);
  };
  const close = async (): Promise<void> => {
    await rest("The engine was closed; the run goes on from its checkpoint when it is opened again.");
  };
  const start = (): void => {
    if (erasures > 0) startsAfter = true;
    else if (!disposed) schedules.start();
  };
  const ended = (): void => {
    erasures -= 1;
    if (startsAfter) start();
  };
  return {
    start,
    isDisposed: () => disposed,
    stop: () => rest("The engine was stopped; the run goes on from its checkpoint when it is started again."),
    ...ways,
    erase: async () => {
      erasures += 1;
      try {
        await rest("The connection is being erased.");
        return await eraseConnection(parts.store, parts.id, Object.keys(parts.connector.streams));
      } finally {
        ended();
      }
    },
    dispose: async (given) => {
      const [withinMs, since] = [timeOf(given), clock.monotonic()];
      disposed = true;
      unsubscribe();
      const late = await unendedOf(close(), { clock, withinMs });
      // From now on nobody here hears of an erasure.
      parts.pages.clear();
      parts.met.clear();
      const left = Math.max(0, withinMs - (clock.monotonic() - since));
      const unsaved = await link.dispose({ withinMs: left });
      return { unended: late === undefined ? [] : [{ connection: parts.id, failure: late }], unsaved };
    },
  };
}

interface Comings extends Pick<Endings, "disconnect" | "reconnect"> {
  /** Stops reconnections, and waits until what was left before is blocked. */
  readonly land: (reason: FailureError) => Promise<void>;
}

interface Leave {
  /** Whether it goes on, and nobody has reconnected since. */
  readonly goesOn: () => boolean;
  readonly done: Promise<Disconnected>;
}

/** A connection is left and joined again in the order asked. */
function comings(parts: ConnectionParts, wiring: Wiring): Comings {
  const { flights, life } = wiring;
  const reconnect = reconnection(wiring);
  // Beside other work: a disconnection stops what began before it, and not who waits until it is through.
  const returns = createFlights();
  let blocking = Promise.resolve<Leave | undefined>(undefined);
  let leaving: Promise<Disconnected> | undefined;
  const leave = (): Promise<Disconnected> => {
    const [before, since] = [blocking, life()];
    const landed = Promise.all([returns, flights].map((each) => each.landAll(left)));
    const begun = async (): Promise<Leave> => {
      await landed;
      const last = await before;
      return last?.goesOn() === true ? last : block(parts, wiring, since);
    };
    const blocked = begun();
    blocking = blocked.catch(() => undefined);
    const done = blocked
      .then((one) => one.done)
      .finally(() => {
        if (leaving === done) leaving = undefined;
      });
    leaving = done;
    return done;
  };
  return {
    disconnect: () => leaving ?? leave(),
    reconnect: (credential) => {
      leaving = undefined;
      const [before, since] = [blocking, life()];
      const returning = async (signal: AbortSignal): Promise<void> => {
        await orAborted(before, signal);
        await reconnect(credential, { signal, life: since });
      };
      return returns.inTurn(returning, { life: since });
    },
    land: async (reason) => {
      await returns.landAll(reason);
      await blocking;
    },
  };
}

const left = stopped("The connection ends; what was stored is kept.");

/** Stops every stream until the customer has reconnected. What it resolves to goes on to the end of the grant. */
async function block(parts: ConnectionParts, wiring: Wiring, life: Promise<number>): Promise<Leave> {
  const { flights, link, grant, controls, schedules, judged } = wiring;
  const { changed, unreadable } = await controls.block(judged.run, life);
  // Another tab that reconnects frees the streams for all.
  grant.leave(true);
  schedules.poke();
  // What began until the blockers were all there.
  await flights.landAll(left);
  const consents = link.consents();
  const isLeft = (): boolean => link.consents() === consents;
  let isOver = false;
  const end = async (): Promise<Disconnected> => {
    try {
      // Also where nothing was in use any more: another tab may have been given a grant that the vendor refused.
      await parts.revoke?.();
    } catch (error) {
      if (isLeft()) {
        grant.leave(false);
        await controls.unblock(changed, life);
      }
      schedules.poke();
      throw error;
    } finally {
      isOver = true;
    }
    if (isLeft()) link.forget();
    return { connection: parts.id, unreadable };
  };
  const done = end();
  done.catch(() => {});
  return { goesOn: () => !isOver && isLeft(), done };
}
