import type { StreamContract } from "@waybill/sync/connector";
import type { Change } from "./change.ts";
import type { ContractView, StreamView } from "./contract-view.ts";
import { diffFields } from "./diff-fields.ts";
import { diffPaging } from "./diff-paging.ts";
import { diffSecurity } from "./diff-security.ts";
import { optionalChange, replaced, type Pair, type StreamChange } from "./pair-change.ts";

export interface Deprecations {
  readonly before: ContractView["deprecated"];
  readonly after: ContractView["deprecated"];
}

/** Changes of one stream, told under its new name. */
export function diffStream(before: StreamView, after: StreamView, deprecated: Deprecations): readonly Change[] {
  const changes = [
    ...listChanges(before, after),
    ...replaced(pairOf("items", before, after), "Records are in another place of the answer."),
    ...diffPaging(before.contract.pagination, after.contract.pagination),
    ...replaced(
      pairOf("primaryKey", before, after),
      "Records are identified by other fields: what is stored has to move to new keys.",
    ),
    ...optionalChange(pairOf("incremental", before, after), {
      lost: "Changes can no longer be asked for: every run reads everything.",
      won: "Changes can be asked for.",
      changed: "Changes are asked for in another way: a stored cursor means nothing to it.",
    }),
    ...optionalChange(pairOf("deletes", before, after), {
      lost: "Deletions no longer show in the list.",
      won: "Deletions show in the list.",
      changed: "Deletions show in another way.",
    }),
    ...optionalChange(pairOf("concurrency", before, after), {
      lost: "Writes can no longer say which version of a record they are meant for.",
      won: "Writes can say which version of a record they are meant for.",
      changed: "Writes say in another way which version of a record they are meant for.",
    }),
    ...replaced(pairOf("parent", before, after), "The stream is listed for the records of another one, or of none."),
    ...operationChanges(before.contract, after.contract, deprecated),
    ...diffSecurity(before.security, after.security),
    ...newlyDeprecated({ what: "operation", before: before.operation, after: after.operation }, deprecated),
  ];
  return [...changes.map((change) => ({ ...change, stream: after.name })), ...diffFields(before, after)];
}

function pairOf(what: keyof StreamContract, before: StreamView, after: StreamView): Pair {
  return { what, before: before.contract[what], after: after.contract[what] };
}

function listChanges(before: StreamView, after: StreamView): readonly StreamChange[] {
  const [old, now] = [before.contract.list, after.contract.list];
  const asked = (now.required ?? []).filter((ref) => !(old.required ?? []).includes(ref));
  const dropped = (old.required ?? []).filter((ref) => !(now.required ?? []).includes(ref));
  const what = "required parameter";
  return [
    ...replaced(
      { what: "name", before: before.name, after: after.name },
      "The stream is called otherwise: what is stored belongs to its old name.",
    ),
    ...replaced(
      { what: "operation", before: before.operation, after: after.operation },
      "The list is at another address.",
    ),
    ...asked.map((ref): StreamChange => ({
      severity: "breaking",
      what,
      after: ref,
      meaning: `The list needs ${ref}, which nothing fills.`,
    })),
    ...dropped.map((ref): StreamChange => ({
      severity: "additive",
      what,
      before: ref,
      meaning: `The list no longer needs ${ref}.`,
    })),
    ...replaced(
      { what: "parameters", before: old.parameters ?? {}, after: now.parameters ?? {} },
      "The list is asked with other constants.",
    ),
  ];
}

function operationChanges(
  before: StreamContract,
  after: StreamContract,
  deprecated: Deprecations,
): readonly StreamChange[] {
  const old = new Map(Object.entries<string | undefined>({ ...before.operations }));
  const now = new Map(Object.entries<string | undefined>({ ...after.operations }));
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((role) => {
    const pair = { what: `${role} operation`, before: old.get(role), after: now.get(role) };
    return [
      ...optionalChange(pair, {
        lost: `Records cannot be reached by the ${role} operation any more.`,
        won: `There is an operation to ${role} records.`,
        changed: `The ${role} operation is at another address.`,
      }),
      ...newlyDeprecated(pair, deprecated),
    ];
  });
}

function newlyDeprecated({ what, before, after }: Pair, deprecated: Deprecations): readonly StreamChange[] {
  if (typeof after !== "string" || !deprecated.after.has(after)) return [];
  if (typeof before === "string" && deprecated.before.has(before)) return [];
  return [{ severity: "deprecated", what, after, meaning: `${after} is deprecated.` }];
}
