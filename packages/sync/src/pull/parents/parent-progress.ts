import type { Failure } from "@waybill/transport";
import type { Json } from "../../connector/json.ts";
import type { RecordKey } from "../../record/record.ts";
import type { TroubledParent } from "../../receipt/receipt.ts";
import type { Checkpoint } from "../checkpoint/checkpoint.ts";
import type { OpenRun } from "../checkpoint/open-run.ts";
import type { ParentProgress } from "../checkpoint/parents-so-far.ts";
import { beginPass } from "../proof/list-pass.ts";
import { start } from "../pagination/loop.ts";
import type { Parent } from "./next-parent.ts";

/** Parents that are remembered by name. A run with trouble at more of them moves no position, so that none is forgotten. */
const mostTroubled = 100;

/** A run that stands before its first parent. */
export function beginParents(at: Pick<ParentProgress, "head" | "receipt">): ParentProgress {
  return { ...at, read: 0, passed: 0, failed: 0, contradicted: 0, troubled: [], reported: 0, blocks: 0 };
}

/** The run at the first page of a parent's list. What was learned of the list before says nothing about this one. */
export function enterParent(run: OpenRun, parents: ParentProgress, visit: { parent: Parent; first: Json }): OpenRun {
  const at = { ...visit.parent, blocks: parents.blocks };
  // Each list has an order of its own; over all of them there is none.
  const order = { lastCursor: undefined, ordered: false };
  const pass = run.pass === undefined ? undefined : beginPass(parents.blocks);
  return { ...run, ...order, position: start(visit.first), pass, restarts: 0, parents: { ...parents, at } };
}

/** How the list of a parent ended. */
export type VisitEnd =
  | { readonly kind: "read"; readonly unproven?: string | undefined }
  | { readonly kind: "contradicted"; readonly why: string }
  | { readonly kind: "failed"; readonly failure: Failure };

/** The progress after the visit that is under way. */
export function leaveParent(parents: ParentProgress, end: VisitEnd): ParentProgress {
  const { at } = parents;
  if (at === undefined) return parents;
  if (end.kind === "failed") return failParent(parents, at.key, end.failure);
  const read = { ...parents, read: parents.read + 1, reported: parents.reported + (at.reported ?? 0) };
  if (end.kind === "read") return { ...read, unproven: parents.unproven ?? end.unproven };
  return {
    ...read,
    contradicted: parents.contradicted + 1,
    troubled: named(parents, { key: at.key, code: "count" }),
    unproven: parents.unproven ?? end.why,
  };
}

/** The progress after a parent whose children could not be read. */
export function failParent(parents: ParentProgress, key: RecordKey, failure: Failure): ParentProgress {
  return {
    ...parents,
    failed: parents.failed + 1,
    troubled: named(parents, { key, code: failure.code }),
    failure: parents.failure ?? failure,
  };
}

function named({ troubled }: ParentProgress, one: TroubledParent): readonly TroubledParent[] {
  return troubled.length < mostTroubled ? [...troubled, one] : troubled;
}

/**
 * What the next incremental run goes on from, and whether this one may move positions at all: a parent in trouble that is not remembered would never
 * be read again.
 */
export function parentsAfter(run: OpenRun): { readonly parents: Checkpoint["parents"]; readonly whole: boolean } {
  const { parents } = run;
  if (parents === undefined) return { parents: undefined, whole: true };
  const { head, receipt, failed, contradicted, troubled } = parents;
  const whole = failed + contradicted === troubled.length;
  return { parents: { head, unread: troubled.map(({ key }) => key), receipt }, whole };
}
