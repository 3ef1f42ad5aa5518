import { firstRicherSeed } from "../plan/richer-seeds.ts";
import type { PlantedBug } from "./bugs.ts";

const pull = "sync/src/pull";

/** Bugs in what a product and its people do beside syncing, or in keeping connections apart: only richer seeds can meet them. */
export const productBugs: readonly PlantedBug[] = [
  {
    name: "an erasure reaches connections whose names begin alike",
    file: "sync/src/store/memory/apply-batch.ts",
    find: "if (connection === undefined || owned.connection === connection) map.delete(key);",
    replace: "if (connection === undefined || owned.connection.startsWith(connection)) map.delete(key);",
    seed: firstRicherSeed,
  },
  {
    name: "all connections ask with the credential of the first",
    file: "sync/src/engine.ts",
    find: "makeTransport: (current) => makeTransport({ connection: id, connector, credential: current, origins }),",
    replace:
      "makeTransport: (credential) => {\n" +
      '        if (!Reflect.has(connections, "first")) Reflect.set(connections, "first", credential);\n' +
      '        return makeTransport({ connection: id, connector, credential: Reflect.get(connections, "first"), origins });\n' +
      "      },",
    seed: firstRicherSeed,
  },
  {
    name: "what a replay refuses again is forgotten",
    file: `${pull}/replay-held.ts`,
    find: "const put = (batch?.put ?? []).map(",
    replace: "const put = (batch?.put ?? []).slice(1).map(",
    seed: firstRicherSeed,
  },
  {
    name: "a replay stores what was kept aside, and keeps it aside as well",
    file: `${pull}/replay-held.ts`,
    find: "remove: [...records.map(({ id }) => id), ...(batch?.remove ?? [])]",
    replace: "remove: (batch?.put ?? []).map(({ id }) => id)",
    seed: firstRicherSeed,
  },
  {
    name: "giving records up forgets how far the stream was read",
    file: `${pull}/discard.ts`,
    find: "successor({ checkpoint }, { traced",
    replace: "successor({ checkpoint }, { watermark: undefined, traced",
    seed: firstRicherSeed,
  },
];
