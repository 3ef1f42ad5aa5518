import { firstRicherSeed } from "../plan/richer-seeds.ts";
import type { PlantedBug } from "./bugs.ts";

const pull = "sync/src/pull";

/** Bugs that only richer seeds can meet. */
export const richerBugs: readonly PlantedBug[] = [
  {
    name: "the place among the parents is kept without the page that ended the visit",
    file: `${pull}/reading/pass-on.ts`,
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
    file: `${pull}/replay/remap-part.ts`,
    find: "const sent = row.raw ?? row.data;",
    replace: "const sent = row.data;",
    seed: firstRicherSeed,
  },
  {
    name: "a remap passes over what it does not write at once",
    file: `${pull}/replay/remap-stored.ts`,
    find: "const remap = { ...progress, after: part.last, counts: part.counts };",
    replace: "const remap = { ...progress, after: part.last, counts: part.counts };\n  put.splice(100);",
    seed: firstRicherSeed,
  },
  {
    name: "a record that is not as promised is forgotten",
    file: `${pull}/rows/quarantine.ts`,
    find: "const put = kept.refused.map(",
    replace: 'const put = kept.refused.filter(({ reason }) => reason !== "validation").map(',
    seed: firstRicherSeed + 63,
  },
  {
    name: "a record that is not as promised is taken all the same",
    file: `${pull}/rows/accept-record.ts`,
    find: 'if (unlike !== undefined) return { ok: false, reason: "validation", ...unlike };',
    replace: "void unlike;",
    seed: firstRicherSeed + 63,
  },
  {
    name: "a renewal that was on its way keeps its tokens after an erasure",
    file: "sync/src/store/store-tokens.ts",
    find: "write(key, tokens, { since })",
    replace: "write(key, tokens, since < 0 ? { since } : undefined)",
    seed: firstRicherSeed + 71,
  },
  {
    name: "hashes come sealed out of an encrypted store",
    file: "sync/src/store/idb/reads/record-reads.ts",
    find: "const found = (await sealer?.openHashes(of, kept)) ?? kept;",
    replace: "const found = kept;",
    seed: firstRicherSeed + 32,
  },
  {
    name: "of the pages that one commit takes the last one alone is written",
    file: `${pull}/page/pending.ts`,
    find: "put: [...put, ...(batch.put ?? [])],",
    replace: "put: batch.put ?? [...put],",
    seed: firstRicherSeed + 19,
  },
  {
    name: "grandchildren are asked for below another grandparent",
    file: `${pull}/parents/parent-values.ts`,
    find: "const [row] = await store.bases(connection, above.stream, [holder]);",
    replace:
      "const [row] = await store.bases(connection, above.stream, await store.keys(connection, above.stream, { limit: 1 }));",
    seed: firstRicherSeed + 19,
  },
  {
    name: "after a crash the parents are visited from the first one again",
    file: `${pull}/run/open-session.ts`,
    find: "run: nextAttempt(run)",
    replace:
      "run: { ...nextAttempt(run), ...(run.parents?.at !== undefined && { position: { ...run.position, page: 0, next: start.pager.first }, " +
      "parents: { ...run.parents, at: undefined, read: run.parents.read } }) }",
    seed: firstRicherSeed,
  },
  {
    name: "children that are to stay go with their parents",
    file: `${pull}/parents/orphans.ts`,
    find: "const known = keepsOrphans(context.contract) ? await ofKnownParents(context, page) : page;",
    replace: "const known = page;",
    seed: firstRicherSeed + 22,
  },
  {
    name: "children of parents that stay go all the same",
    file: `${pull}/parents/orphans.ts`,
    find: "if (!isKept) left.push(key);",
    replace: "left.push(key);",
    seed: firstRicherSeed + 22,
  },
  {
    name: "a stream that drift stopped goes on by itself",
    file: `${pull}/run/open-session.ts`,
    find: "if (checkpoint.blocker !== undefined) return",
    replace: 'if (checkpoint.blocker !== undefined && checkpoint.blocker !== "schema") return',
    seed: firstRicherSeed + 3,
  },
  {
    name: "the page at which drift stops a stream is forgotten",
    file: `${pull}/reading/take-page.ts`,
    find: 'return failed(session, { run, batch, failure: next.failure, blocker: "schema" });',
    replace: 'return failed(session, { run, batch: {}, failure: next.failure, blocker: "schema" });',
    seed: firstRicherSeed + 2,
  },
  {
    name: "leases begin anew after an erasure",
    file: "sync/src/tabs/lease.ts",
    find: "const token = before?.token ?? since ?? 0;",
    replace: "const token = before?.token ?? 0;",
    seed: firstRicherSeed + 7,
  },
  {
    name: "a disconnection leaves the streams to whoever reads them",
    file: "sync/src/connection/endings.ts",
    find: "await controls.block(judged.run, life)",
    replace: "await controls.block([], life)",
    seed: firstRicherSeed,
  },
  {
    name: "a reset forgets nothing",
    file: `${pull}/reset.ts`,
    find: "(version > 0 ? noPositions : undefined)",
    replace: "(version < 0 ? noPositions : undefined)",
    seed: firstRicherSeed,
  },
  {
    name: "a backfill decides that the next run reads everything",
    file: `${pull}/run/finish.ts`,
    find: 'if (run.mode === "backfill") return {};',
    replace: 'if (run.mode === "backfill") return { recount: judged.recount ?? session.checkpoint.recount };',
    seed: firstRicherSeed + 225,
  },
  {
    name: "a dry run goes on with the run that is open",
    file: "sync/src/store/scratch-store.ts",
    find: "{ ...before, run: undefined, blocker }",
    replace: "{ ...before, blocker }",
    seed: firstRicherSeed,
  },
];
