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
    file: `${pull}/replay/replay-held.ts`,
    find: "const put = (batch?.put ?? []).map(",
    replace: "const put = (batch?.put ?? []).slice(1).map(",
    seed: firstRicherSeed,
  },
  {
    name: "a replay stores what was kept aside, and keeps it aside as well",
    file: `${pull}/replay/replay-held.ts`,
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
  {
    name: "credentials of another account are taken",
    file: `${pull}/run/own-account.ts`,
    find: "return bound !== undefined && told.ok && told.account !== bound ? wrongAccount() : undefined;",
    replace: 'return bound !== undefined && told.ok && told.account === "" ? wrongAccount() : undefined;',
    seed: firstRicherSeed,
  },
  {
    name: "credentials are in use before it is known whose they are",
    file: "sync/src/connection/reconnect.ts",
    find: "const told = await account?.behind(offered.fetch, signal);",
    replace: "offered.use();\n  const told = await account?.behind(offered.fetch, signal);",
    seed: firstRicherSeed,
  },
  {
    name: "the chain of receipts is anchored in one that went before the last",
    file: `${pull}/retain-receipts.ts`,
    find: "const [last] = part;",
    replace: "const last = part.at(-1);",
    seed: firstRicherSeed,
  },
  {
    name: "receipts that went earlier are not counted",
    file: `${pull}/retain-receipts.ts`,
    find: "const receipts = (checkpoint.receiptAnchor?.receipts ?? 0) + part.length;",
    replace: "const receipts = part.length;",
    seed: firstRicherSeed,
  },
  {
    name: "receipts that are no longer kept stay in IndexedDB",
    file: "sync/src/store/idb/commits/read-before.ts",
    find: "if (forgetReceipts.length === 0) return [];",
    replace: "if (forgetReceipts.length >= 0) return [];",
    seed: firstRicherSeed,
  },
  {
    name: "an interval counts from where the last run began",
    file: "sync/src/schedule/scheduler.ts",
    find: "latest(last, before)",
    replace: "(before ?? last)",
    seed: firstRicherSeed,
  },
  {
    name: "an engine that was disposed of is started again",
    file: "sync/src/connection/endings.ts",
    find: "else if (!disposed) schedules.start();",
    replace: "else schedules.start();",
    seed: firstRicherSeed,
  },
  {
    name: "an engine that is disposed of leaves its work under way",
    file: "sync/src/connection/endings.ts",
    find: 'await rest("The engine was closed; the run goes on from its checkpoint when it is opened again.");',
    replace: "schedules.stop();",
    seed: firstRicherSeed,
  },
  {
    name: "streams that go before others come after them",
    file: "sync/src/connection/sync-streams.ts",
    find: "priorityOf(b) - priorityOf(a)",
    replace: "priorityOf(a) - priorityOf(b)",
    seed: firstRicherSeed,
  },
  {
    name: "who leaves is taken for a vendor that refuses",
    file: `${pull}/reading/reader.ts`,
    find: "call.signal.throwIfAborted();\n",
    replace:
      'if (context.classify(error).code === "aborted") return { ok: false, failure: context.classify(error) };\n',
    seed: firstRicherSeed,
  },
];
