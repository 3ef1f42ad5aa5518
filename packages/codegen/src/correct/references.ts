import type { Pagination } from "@waybill/sync/connector";
import type { StreamCorrection } from "../config/correction.ts";

/** One thing of the document that a correction names. */
export interface NamedReference {
  /** Member of the correction that names it: `incremental.param`. */
  readonly member: string;
  /** `filled`: a parameter as a parent calls it, by its name alone where the path has it. */
  readonly kind: "parameter" | "filled" | "answer" | "field" | "operation";
  readonly name: string;
}

/** Everything of the document that a correction of a stream names. */
export function namedReferences(correction: StreamCorrection): readonly NamedReference[] {
  const { list, items, primaryKey, parent, operations } = correction;
  return [
    ...each("list.parameters", "parameter", Object.keys(list?.parameters ?? {})),
    ...each("list.required", "parameter", list?.required),
    ...one("items", "answer", items),
    ...each("primaryKey", "field", primaryKey),
    ...pagingReferences(correction.pagination),
    ...changeReferences(correction),
    ...parentReferences(parent),
    ...each(
      "operations",
      "operation",
      Object.values(operations ?? {}).filter((name) => name !== undefined),
    ),
    ...recordReferences(correction),
  ];
}

function each(member: string, kind: NamedReference["kind"], names: readonly string[] = []): readonly NamedReference[] {
  return names.map((name) => ({ member, kind, name }));
}

function one(member: string, kind: NamedReference["kind"], name: string | undefined): readonly NamedReference[] {
  return name === undefined ? [] : [{ member, kind, name }];
}

/** Which members of a pagination name what. */
const PAGING: Readonly<Record<string, NamedReference["kind"]>> = {
  cursor: "parameter",
  page: "parameter",
  offset: "parameter",
  key: "parameter",
  nextCursor: "answer",
  nextPage: "answer",
  nextOffset: "answer",
  nextUrl: "answer",
  hasMore: "answer",
  total: "answer",
  totalPages: "answer",
  keyField: "field",
} satisfies Partial<Record<keyof UnionOf<Pagination>, NamedReference["kind"]>>;

type UnionOf<Styles> = { [Name in Styles extends unknown ? keyof Styles : never]: unknown };

function pagingReferences(pagination: StreamCorrection["pagination"]): readonly NamedReference[] {
  const members = Object.entries<unknown>(pagination ?? {}).flatMap(([member, name]) => {
    const kind = PAGING[member];
    return kind === undefined || typeof name !== "string" ? [] : one(`pagination.${member}`, kind, name);
  });
  return [...members, ...one("pagination.pageSize.param", "parameter", pagination?.pageSize?.param)];
}

function changeReferences({ incremental, deletes }: StreamCorrection): readonly NamedReference[] {
  const change = incremental === false ? undefined : incremental;
  const removal = deletes === false ? undefined : deletes;
  return [
    ...one("incremental.param", "parameter", change?.param),
    ...one("incremental.cursorField", "field", change?.cursorField),
    ...one("deletes.field", "field", removal?.field),
    ...one("deletes.include.param", "parameter", removal?.include?.param),
  ];
}

function recordReferences({
  display,
  classes,
  mapping,
  indexes,
  runtime,
}: StreamCorrection): readonly NamedReference[] {
  const shown = display === false ? undefined : display;
  const sources = Object.values(mapping?.fields ?? {}).map((rule) => (typeof rule === "string" ? rule : rule.from));
  // What a mapping or code makes of a record the document does not know.
  const isAsSent = mapping === undefined && runtime?.map === undefined;
  return [
    ...each("indexes", "field", isAsSent ? indexes : []),
    ...one("display.title", "field", shown?.title),
    ...each("display.fields", "field", shown?.fields),
    ...each("classes", "field", Object.keys(classes ?? {})),
    ...each("mapping.fields", "field", sources),
  ];
}

function parentReferences(parent: StreamCorrection["parent"]): readonly NamedReference[] {
  if (parent === undefined || parent === false) return [];
  return [
    ...each("parent.parameters", "filled", Object.keys(parent.parameters ?? {})),
    ...each("parent.inherits", "filled", parent.inherits),
  ];
}
