import type { Connection } from "./connection.ts";
import { eraseConnection } from "./erase-connection.ts";
import { stopped } from "./flights.ts";
import type { ConnectionParts, Wiring } from "./wiring.ts";

interface Endings extends Pick<Connection, "disconnect" | "erase" | "dispose"> {
  stop(): Promise<void>;
}

/** The ways in which work on a connection ends. Each stops it at its checkpoints first. */
export function endings(parts: ConnectionParts, wiring: Wiring): Endings {
  const { schedules, flights, link, controls, judged, unsubscribe } = wiring;
  const rest = async (why: string): Promise<void> => {
    schedules.stop();
    await flights.landAll(stopped(why));
  };
  return {
    stop: () => rest("The engine was stopped; the run goes on from its checkpoint when it is started again."),
    disconnect: async () => {
      const blocked = await controls.block(judged.run, "auth");
      schedules.poke();
      await flights.landAll(stopped("The connection ends; what was stored is kept."));
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
      unsubscribe();
      await rest("The engine was closed; the run goes on from its checkpoint when it is opened again.");
      link.dispose();
    },
  };
}
