import type { Connection, Disconnected } from "./connection.ts";
import { eraseConnection } from "./erase-connection.ts";
import { stopped } from "./flights.ts";
import { reconnection } from "./reconnect.ts";
import type { ConnectionParts, Wiring } from "./wiring.ts";

interface Endings extends Pick<Connection, "disconnect" | "reconnect" | "erase" | "dispose"> {
  /** Sets the schedules going, until one of the others; behind an erasure that is under way, and not at all once the connection is disposed. */
  start(): void;
  stop(): Promise<void>;
}

/** The ways in which work on a connection ends. Each stops it at its checkpoints first. */
export function endings(parts: ConnectionParts, wiring: Wiring): Endings {
  const { schedules, flights, link, unsubscribe } = wiring;
  let disposed = false;
  let erasures = 0;
  let startsAfter = false;
  const rest = async (why: string): Promise<void> => {
    startsAfter = false;
    schedules.stop();
    await flights.landAll(stopped(why));
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
    stop: () => rest("The engine was stopped; the run goes on from its checkpoint."),
    ...comings(parts, wiring),
    erase: async () => {
      erasures += 1;
      try {
        await rest("The connection is being erased.");
        return await eraseConnection(parts.store, parts.id, Object.keys(parts.connector.streams));
      } finally {
        ended();
      }
    },
    dispose: async () => {
      disposed = true;
      unsubscribe();
      await rest("The engine was closed; the run goes on from its checkpoint.");
      link.dispose();
    },
  };
}

/** A connection is left and joined again in the order asked. */
function comings(parts: ConnectionParts, wiring: Wiring): Pick<Endings, "disconnect" | "reconnect"> {
  const { schedules, flights, link, controls, judged } = wiring;
  const reconnect = reconnection(wiring);
  let blocking: Promise<unknown> | undefined;
  let leaving: Promise<Disconnected> | undefined;
  const block = async () => {
    const why = stopped("The connection ends; what was stored is kept.");
    // A reconnection that is under way would take the blockers off again; what begins until they are all there is stopped after them.
    await flights.landAll(why);
    const blocked = await controls.block(judged.run);
    schedules.poke();
    await flights.landAll(why);
    return blocked;
  };
  const leave = async (): Promise<Disconnected> => {
    const consents = link.consents();
    const isLeft = (): boolean => link.consents() === consents;
    const blocked = block();
    blocking = blocked.catch(() => {});
    const { changed, unreadable } = await blocked;
    try {
      await parts.revoke?.();
    } catch (error) {
      if (isLeft()) await controls.unblock(changed);
      schedules.poke();
      throw error;
    } finally {
      if (isLeft()) leaving = undefined;
    }
    if (isLeft()) link.forget();
    return { connection: parts.id, unreadable };
  };
  return {
    disconnect: () => (leaving ??= leave()),
    reconnect: async (credential) => {
      await blocking;
      leaving = undefined;
      return reconnect(credential);
    },
  };
}
