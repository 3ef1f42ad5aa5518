import type { Pagination, StreamContract } from "@waybill/sync/connector";
import { same, type Change } from "./change.ts";
import type { ContractView, StreamView } from "./contract-view.ts";
import { diffFields } from "./diff-fields.ts";
import { diffSecurity } from "./diff-security.ts";

type StreamChange = Omit<Change, "stream">;

/** Changes of one stream, told under its new name. */
export function diffStream(before: StreamView, after: StreamView, deprecated: Deprecations): readonly Change[] {
  const changes = [
    ...listChanges(before, after),
    ...replaced("items", before.contract.items, after.contract.items, "Records are in another place of the answer."),
    ...pagingChanges(before.contract.pagination, after.contract.pagination),
    ...replaced(
      "primaryKey",
      before.contract.primaryKey,
      after.contract.primaryKey,
      "Records are identified by other fields: what is stored has to move to new keys.",
    ),
    ...optionalChange("incremental", before.contract.incremental, after.contract.incremental, {
      lost: "Changes can no longer be asked for: every run reads everything.",
      won: "Changes can be asked for.",
      changed: "Changes are asked for in another way: a stored cursor means nothing to it.",
    }),
    ...optionalChange("deletes", before.contract.deletes, after.contract.deletes, {
      lost: "Deletions no longer show in the list.",
      won: "Deletions show in the list.",
      changed: "Deletions show in another way.",
    }),
    ...optionalChange(
      "parent",
      before.contract.parent,
      after.contract.parent,
      {
        lost: "The stream is no longer listed for the records of another one.",
        won: "The stream is listed for each record of another one.",
        changed: "The stream is listed for the records of another one, or by other fields.",
      },
      "breaking",
    ),
    ...neighbourChanges(before.contract, after.contract, deprecated),
    ...diffSecurity(before.security, after.security),
    ...newlyDeprecated("operation", before.operation, after.operation, deprecated),
  ];
  return [...changes.map((change) => ({ ...change, stream: after.name })), ...diffFields(before, after)];
}

export interface Deprecations {
  readonly before: ContractView["deprecated"];
  readonly after: ContractView["deprecated"];
}

function replaced(what: string, before: unknown, after: unknown, meaning: string): readonly StreamChange[] {
  return same(before, after) ? [] : [{ severity: "breaking", what, before, after, meaning }];
}

function listChanges(before: StreamView, after: StreamView): readonly StreamChange[] {
  const required = (view: StreamView): readonly string[] => view.contract.list.required ?? [];
  const asked = required(after).filter((ref) => !required(before).includes(ref));
  const dropped = required(before).filter((ref) => !required(after).includes(ref));
  return [
    ...replaced(
      "name",
      before.name,
      after.name,
      "The stream is called otherwise: what is stored belongs to its old name.",
    ),
    ...replaced("operation", before.operation, after.operation, "The list is at another address."),
    ...asked.map((ref): StreamChange => ({
      severity: "breaking",
      what: "required parameter",
      after: ref,
      meaning: `The list needs ${ref}, which nothing fills.`,
    })),
    ...dropped.map((ref): StreamChange => ({
      severity: "additive",
      what: "required parameter",
      before: ref,
      meaning: `The list no longer needs ${ref}.`,
    })),
    ...replaced(
      "parameters",
      before.contract.list.parameters ?? {},
      after.contract.list.parameters ?? {},
      "The list is asked with other constants.",
    ),
  ];
}

/** The total is compared by itself, and so is the page size: neither changes what a stored position means. */
function pagingChanges(before: Pagination, after: Pagination): readonly StreamChange[] {
  const { pageSize: sizeBefore, total: totalBefore, ...restBefore } = before;
  const { pageSize: sizeAfter, total: totalAfter, ...restAfter } = after;
  const size = sizeBefore?.max ?? sizeBefore?.size;
  const now = sizeAfter?.max ?? sizeAfter?.size;
  const smaller = size !== undefined && now !== undefined && now < size;
  return [
    ...replaced(
      "pagination",
      restBefore,
      restAfter,
      "Pages are asked for, or end, in another way: a stored position means nothing to it.",
    ),
    ...replaced("page size parameter", sizeBefore?.param, sizeAfter?.param, "Another parameter sets the page size."),
    ...(size === now || sizeBefore?.param !== sizeAfter?.param
      ? []
      : [
          {
            severity: smaller ? "breaking" : "additive",
            what: "page size",
            before: size,
            after: now,
            meaning: smaller ? "Pages of the old size may be refused." : "Pages may be larger.",
          } as const,
        ]),
    ...optionalChange("total", totalBefore, totalAfter, {
      lost: "The vendor no longer counts the list: a run cannot prove that it is complete.",
      won: "The vendor counts the list: a run can prove that it is complete.",
      changed: "The count of the list is in another place.",
    }),
  ];
}

interface Meanings {
  readonly lost: string;
  readonly won: string;
  readonly changed: string;
}

function optionalChange(
  what: string,
  before: unknown,
  after: unknown,
  meanings: Meanings,
  won: "additive" | "breaking" = "additive",
): readonly StreamChange[] {
  if (same(before, after)) return [];
  if (before === undefined) return [{ severity: won, what, after, meaning: meanings.won }];
  if (after === undefined) return [{ severity: "breaking", what, before, meaning: meanings.lost }];
  return [{ severity: "breaking", what, before, after, meaning: meanings.changed }];
}

function neighbourChanges(
  { operations: before = {} }: StreamContract,
  { operations: after = {} }: StreamContract,
  deprecated: Deprecations,
): readonly StreamChange[] {
  const old = new Map(Object.entries<string | undefined>({ ...before }));
  const now = new Map(Object.entries<string | undefined>({ ...after }));
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((role) => [
    ...optionalChange(`${role} operation`, old.get(role), now.get(role), {
      lost: `Records cannot be reached by the ${role} operation any more.`,
      won: `There is an operation to ${role} records.`,
      changed: `The ${role} operation is at another address.`,
    }),
    ...newlyDeprecated(`${role} operation`, old.get(role), now.get(role), deprecated),
  ]);
}

function newlyDeprecated(
  what: string,
  before: string | undefined,
  after: string | undefined,
  deprecated: Deprecations,
): readonly StreamChange[] {
  if (after === undefined || !deprecated.after.has(after)) return [];
  if (before !== undefined && deprecated.before.has(before)) return [];
  return [{ severity: "deprecated", what, after, meaning: `${after} is deprecated.` }];
}
