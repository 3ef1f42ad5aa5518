/** A bug as a change to a file of the packages: the text that is there once, and what stands in its place. */
export interface PlantedBug {
  readonly name: string;
  /** Below `packages/`. */
  readonly file: string;
  readonly find: string;
  readonly replace: string;
  /** Where to begin looking: a seed at or before the first that meets it. */
  readonly seed: number;
}

const pull = "sync/src/pull";

/** Bugs that engines like this one have had. None of them is a switch in the product: they are planted into a copy of its sources. */
export const plantedBugs: readonly PlantedBug[] = [
  {
    name: "the watermark is the time at which the run ended",
    file: `${pull}/run/finish.ts`,
    find: "startedAt: run.vendorTime ?? run.startedAt - context.settings.clockSkewMs,",
    replace: "startedAt: context.clock.now(),",
    seed: 3,
  },
  {
    name: "the watermark is the greatest value seen, whatever the order",
    file: `${pull}/run/watermark.ts`,
    find: "if (run.max.at !== undefined) bounds.push(run.ordered ?",
    replace:
      "if (run.max.at !== undefined) return run.max.at;\n  if (run.max.at !== undefined) bounds.push(run.ordered ?",
    seed: 3,
  },
  {
    name: "records of the boundary instant are skipped by the next run",
    file: `${pull}/run/watermark.ts`,
    find: "return { value: formatInstant(at, incremental.format), at };",
    replace: "return { value: formatInstant(at + grain, incremental.format), at: at + grain };",
    seed: 13,
  },
  {
    name: "the checkpoint is committed before its records",
    file: `${pull}/run/session.ts`,
    find: "  await commitFound(context.store, {\n    ...batch,",
    replace:
      "  const { receipt, ...rows } = batch;\n" +
      "  const at = { connection: context.connection, stream: context.contract.name };\n" +
      "  queueMicrotask(() => void context.store.commit({ ...at, ...rows }).catch(() => {}));\n" +
      "  await commitFound(context.store, {\n    receipt,",
    seed: 1,
  },
  {
    name: "commits do not name the token of their lease",
    file: `${pull}/run/session.ts`,
    find: "expect: { ...batch.expect, lease: { token: lease.token }, checkpoint: session.checkpoint.version },",
    replace: "expect: { ...batch.expect, checkpoint: session.checkpoint.version },",
    seed: 1,
  },
  {
    name: "the store does not judge the token of a lease",
    file: "sync/src/store/preconditions.ts",
    find: 'judge("lease", expect.lease?.token, held.lease?.token ?? 0);',
    replace: "",
    seed: 2,
  },
  {
    name: "a lease is taken over without raising its token",
    file: "sync/src/tabs/lease.ts",
    find: "const lease = { owner, token: token + 1, heartbeat: signOfLife(clock) };",
    replace: "const lease = { owner, token: Math.max(1, token), heartbeat: signOfLife(clock) };",
    seed: 1,
  },
  {
    name: "deletions are derived from a read that proved nothing",
    file: `${pull}/proof/deletions.ts`,
    find: "completeness.proven && ",
    replace: "",
    seed: 4,
  },
  {
    name: "what a page keeps aside is forgotten",
    file: `${pull}/rows/quarantine.ts`,
    find: "const put = kept.refused.map((item) => quarantined(context, item, kept));",
    replace: "const put: readonly QuarantinedRecord[] = [];",
    seed: 15,
  },
  {
    name: "a run has two receipts",
    file: `${pull}/run/finish.ts`,
    find: "forgetSeen: ending.run.id });\n  return receipt;",
    replace:
      "forgetSeen: ending.run.id });\n" +
      "  const { version } = checkpoint;\n" +
      "  const again = { ...checkpoint, version: version + 1 };\n" +
      "  await commitCheckpoint({ ...session, checkpoint }, again, { receipt: { ...receipt, id: `${receipt.id}-2` } });\n" +
      "  return receipt;",
    seed: 1,
  },
  {
    name: "receipts do not name the one before them",
    file: `${pull}/run/finish.ts`,
    find: "previous: session.checkpoint.receiptDigest,",
    replace: "",
    seed: 1,
  },
  {
    name: "copies within a page are counted as nothing",
    file: `${pull}/page/tally.ts`,
    find: "duplicate: items.length - refused.length - standing.length + copies,",
    replace: "duplicate: 0,",
    seed: 7,
  },
  {
    name: "a run that goes on after a crash begins its list again",
    file: `${pull}/run/open-session.ts`,
    find: "run: nextAttempt(run)",
    replace: "run: { ...nextAttempt(run), position: { ...run.position, next: start.pager.first } }",
    seed: 1,
  },
  {
    name: "a run that goes on after a crash skips a page",
    file: `${pull}/run/open-session.ts`,
    find: "run: nextAttempt(run)",
    replace:
      "run: { ...nextAttempt(run), position: { ...run.position, next: " +
      'typeof run.position.next === "number" ? run.position.next + 400 : run.position.next } }',
    seed: 78,
  },
  {
    name: "a page that does not hold the place is taken as if it did",
    file: `${pull}/pagination/overlap.ts`,
    find: "known: isHeld ? known : undefined",
    replace: "known",
    seed: 159,
  },
  {
    name: "a list of numbered pages is never read again",
    file: `${pull}/reading/read-again.ts`,
    find: "if (pass === undefined ||",
    replace: "if (pass === undefined || pass.joined !== undefined ||",
    seed: 59,
  },
  {
    name: "the keys met before a crash are lost",
    file: `${pull}/proof/met-keys.ts`,
    find: "if (block >= skip) for (const key of held) keys.add(key);",
    replace: "void held;",
    seed: 1,
  },
  {
    name: "an empty page is taken for the end",
    file: `${pull}/pagination/signal.ts`,
    find: "  return said(signals, answer, progress) ??",
    replace: "  if (answer.count === 0) return true;\n  return said(signals, answer, progress) ??",
    seed: 10,
  },
  {
    name: "a short page is taken for the end",
    file: `${pull}/pagination/signal.ts`,
    find: "  return said(signals, answer, progress) ??",
    replace: "  if (answer.count < 10) return true;\n  return said(signals, answer, progress) ??",
    seed: 2,
  },
  {
    name: "the position after a page is not stored",
    file: `${pull}/reading/take-page.ts`,
    find: "{ ...run, position }",
    replace: "{ ...run, position: session.run.position }",
    seed: 1,
  },
  {
    name: "a count that contradicts the list is overlooked",
    file: `${pull}/proof/completeness.ts`,
    find: "return { completeness: unproven(why), lacking: true, moves: false };",
    replace: "return { completeness: unproven(why), lacking: false, moves: true };",
    seed: 5,
  },
  {
    name: "marks of deletion are overlooked",
    file: `${pull}/page/sort-item.ts`,
    find: "if (value === undefined) return false;",
    replace: "if (value !== undefined) return false;",
    seed: 1,
  },
  {
    name: "an answer without a list is taken for an empty one",
    file: `${pull}/page/answer.ts`,
    find: "return broken(\n    `The answer has",
    replace: "return { ok: true, body: body.value, items: [] };\n  broken(\n    `The answer has",
    seed: 1,
  },
  {
    name: "a count that fell while the list was read is taken for a proof",
    file: `${pull}/proof/count-change.ts`,
    find: 'if (countChange === "fell") return true;',
    replace: "",
    seed: 41,
  },
  {
    name: "what was asked of the vendor is forgotten where a commit is refused",
    file: "sync/src/pull/run/own-up.ts",
    find: "told.meter = minus(told.meter ?? nothing, cost);",
    replace: "void cost;",
    seed: 27,
  },
];
