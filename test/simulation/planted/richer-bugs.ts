import { firstRicherSeed } from "../plan/richer-seeds.ts";
import type { PlantedBug } from "./bugs.ts";

const pull = "sync/src/pull";

/** Bugs that only richer seeds can meet. */
export const richerBugs: readonly PlantedBug[] = [
  {
    name: "the place among the parents is kept without the page that ended the visit",
    file: `${pull}/parents/pass-on.ts`,
    find: "await commitRun(session, entered, { batch })",
    replace: "await commitRun(session, entered, {})",
    seed: firstRicherSeed,
  },
  {
    name: "children that could not be read are not asked for again",
    file: `${pull}/parents/parent-progress.ts`,
    find: "unread: troubled.map(({ key }) => key)",
    replace: "unread: []",
    seed: firstRicherSeed,
  },
  {
    name: "a changed mapping is applied to what the old one made",
    file: `${pull}/remap-part.ts`,
    find: "const sent = row.raw ?? row.data;",
    replace: "const sent = row.data;",
    seed: firstRicherSeed,
  },
  {
    name: "a remap passes over what it does not write at once",
    file: `${pull}/remap-stored.ts`,
    find: "const remap = { ...progress, after: part.last, counts: part.counts };",
    replace: "const remap = { ...progress, after: part.last, counts: part.counts };\n  put.splice(100);",
    seed: firstRicherSeed,
  },
  {
    name: "a record that is not as promised is forgotten",
    file: `${pull}/quarantine.ts`,
    find: "const put = kept.refused.map(",
    replace: 'const put = kept.refused.filter(({ reason }) => reason !== "validation").map(',
    seed: firstRicherSeed + 63,
  },
  {
    name: "a record that is not as promised is taken all the same",
    file: `${pull}/accept-record.ts`,
    find: 'if (unlike !== undefined) return { ok: false, reason: "validation", ...unlike };',
    replace: "void unlike;",
    seed: firstRicherSeed + 63,
  },
  {
    name: "hashes come sealed out of an encrypted store",
    file: "sync/src/store/idb/record-reads.ts",
    find: "const found = (await sealer?.openHashes(of, kept)) ?? kept;",
    replace: "const found = kept;",
    seed: firstRicherSeed + 32,
  },
  {
    name: "of the pages that one commit takes the last one alone is written",
    file: `${pull}/pending.ts`,
    find: "put: [...put, ...(batch.put ?? [])],",
    replace: "put: batch.put ?? [...put],",
    seed: firstRicherSeed + 19,
  },
];
