import type { QuarantinedRecord } from "@waybill/sync";
import type { Batch } from "@waybill/sync/store";
import { isRemap } from "./remap-step.ts";
import { hold } from "./violation.ts";

type Checkpoint = NonNullable<Batch["checkpoint"]>;

/** What a stream keeps aside, and what people do with it. */
export interface KeptAside {
  /** Whether a row of this id is, or was, kept aside. */
  wasKept(id: string): boolean;
  judge(batch: Batch, before: Checkpoint | undefined): void;
  /** A commit was accepted. */
  followed(batch: Batch): void;
  erased(): void;
  /** Somebody gives these up. */
  discarding(ids: readonly string[]): void;
}

export function createKeptAside(stream: string): KeptAside {
  const rows = new Map<string, QuarantinedRecord>();
  const ever = new Set<string>();
  const givenUp = new Set<string>();
  /** When each stored record changed, as it says. */
  const stored = new Map<string, number>();
  return {
    wasKept: (id) => ever.has(id),
    judge: (batch, before) => {
      const { checkpoint, quarantine, receipt } = batch;
      const removed = [...new Set(quarantine?.remove)];
      if (checkpoint === undefined || isRemap(checkpoint, before)) return;
      if (receipt?.kind === "replay")
        return judgeReplay(batch, receipt, { stored, taken: removed.flatMap((id) => rows.get(id) ?? []) });
      const isOfRun = before?.run !== undefined;
      const isGivenUp = removed.every((id) => givenUp.has(id));
      hold(
        isOfRun || isGivenUp,
        "P8",
        () => `${stream} drops what it keeps aside, and nobody gave it up: ${removed.join()}`,
      );
      if (removed.length > 0 && !isOfRun) judgeDiscard(batch, before);
    },
    followed: ({ quarantine, put = [], remove = [] }) => {
      for (const id of quarantine?.remove ?? []) rows.delete(id);
      for (const row of quarantine?.put ?? []) {
        rows.set(row.id, row);
        ever.add(row.id);
      }
      for (const key of remove) stored.delete(key);
      for (const { key, data, raw = data } of put) stored.set(key, instantOf(raw));
    },
    erased: () => {
      rows.clear();
      stored.clear();
    },
    discarding: (ids) => {
      for (const id of ids) givenUp.add(id);
    },
  };
}

/** P8: giving records up changes nothing else. */
function judgeDiscard(
  { stream, checkpoint, put = [], remove = [], quarantine }: Batch,
  before: Checkpoint | undefined,
): void {
  const changed = put.length + remove.length + (quarantine?.put.length ?? 0);
  hold(changed === 0, "P8", () => `${stream} gave records up, and ${changed} others came or went`);
  const [was, is] = [before, checkpoint].map((each) => JSON.stringify({ ...each, version: 0, traced: undefined }));
  hold(was === is, "P8", () => `${stream} gave records up, and went from ${was} to ${is}`);
}

interface ReplayKnown {
  /** When each stored record changed, as it says. */
  readonly stored: ReadonlyMap<string, number>;
  /** What leaves the quarantine, or comes back to it. */
  readonly taken: readonly QuarantinedRecord[];
}

type ReplayReceipt = Extract<NonNullable<Batch["receipt"]>, { kind: "replay" }>;

/** P2, P8: a replay makes records of what was kept aside and of nothing else, says what became of each, and puts no older copy in a newer one's place. */
function judgeReplay(batch: Batch, { id, of, counts }: ReplayReceipt, { stored, taken }: ReplayKnown): void {
  const { put = [], remove = [], quarantine } = batch;
  const told = (what: string, counted: number, done: number) => (): string =>
    `the replay ${id} says that ${counted} records were ${what}, and ${done} were`;
  const written = counts.created + counts.updated;
  hold(written === put.length, "P1", told("stored", written, put.length));
  hold(counts.removed === remove.length, "P1", told("removed", counts.removed, remove.length));
  const kept = quarantine?.put.length ?? 0;
  hold(counts.quarantined === kept, "P1", told("kept aside", counts.quarantined, kept));
  const own = taken.filter(({ run }) => run === of);
  hold(counts.received === own.length, "P1", told(`those of ${of}`, counts.received, own.length));
  const held = new Set(own.map(({ raw }) => JSON.stringify(raw)));
  for (const { key, data, raw = data } of put) {
    hold(
      held.has(JSON.stringify(raw)),
      "P8",
      () => `the replay ${id} stores ${key} as ${JSON.stringify(raw)}, which was not kept aside`,
    );
    const [was, is] = [stored.get(key), instantOf(raw)];
    hold(
      !((was ?? NaN) > (is ?? NaN)),
      "P2",
      () => `the replay ${id} puts an older copy of ${key} in the place of a newer one`,
    );
  }
}

/** Epoch milliseconds; of a record that does not say it, no number. */
function instantOf({ updated_at: at }: Readonly<Record<string, unknown>>): number {
  return typeof at === "string" ? Date.parse(at) : NaN;
}
