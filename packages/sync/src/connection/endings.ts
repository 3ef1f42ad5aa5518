import type { Connection } from "./connection.ts";
import { eraseConnection } from "./erase-connection.ts";
import { stopped } from "./flights.ts";
import type { ConnectionParts, Wiring } from "./wiring.ts";

interface Endings extends Pick<Connection, "disconnect" | "erase" | "dispose"> {
  /** Sets the schedules going, until one of the others; nothing once the connection is disposed. */
  start(): void;
  stop(): Promise<void>;
}

/** The ways in which work on a connection ends. Each stops it at its checkpoints first. */
export function endings(parts: ConnectionParts, wiring: Wiring): Endings {
  const { schedules, flights, link, controls, judged, unsubscribe } = wiring;
  const rest = async (why: string): Promise<void> => {
    schedules.stop();
    await flights.landAll(stopped(why));
  };
  let disposed = false;
  return {
    start: () => {
      if (!disposed) schedules.start();
    },
    stop: () => rest("The engine was stopped; the run goes on from its checkpoint when it is started again."),
    disconnect: async () => {
      const why = stopped("The connection ends; what was stored is kept.");
      // A reconnection that is under way would take the blockers off again; what begins until they are all there is stopped after them.
      await flights.landAll(why);
      const blocked = await controls.block(judged.run, "auth");
      schedules.poke();
      await flights.landAll(why);
      try {
        await parts.revoke?.();
      } catch (error) {
        await controls.unblock(blocked, "auth");
        schedules.poke();
        throw error;
      }
      link.offer(undefined).use();
    },
    erase: async () => {
      await rest("The connection is being erased.");
      return eraseConnection(parts.store, parts.id, Object.keys(parts.connector.streams));
    },
    dispose: async () => {
      disposed = true;
      unsubscribe();
      await rest("The engine was closed; the run goes on from its checkpoint when it is opened again.");
      link.dispose();
    },
  };
}
