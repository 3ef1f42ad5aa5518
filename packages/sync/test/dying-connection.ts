import type { Connection } from "../src/store/idb/database/connection.ts";
import { Died } from "./dying-store.ts";

/** A connection whose process dies at its nth writing transaction, before it or after it took effect; from then on nothing more is done. */
export function dyingConnection(connection: Connection, nth: number, when: "before" | "after"): Connection {
  let writes = 0;
  let dead = false;
  return {
    ...connection,
    async read(stores, run) {
      if (dead) throw new Died();
      return connection.read(stores, run);
    },
    async write(span, run) {
      if (dead) throw new Died();
      writes += 1;
      dead = writes >= nth;
      if (dead && when === "before") throw new Died();
      const result = await connection.write(span, run);
      if (dead) throw new Died();
      return result;
    },
  };
}
