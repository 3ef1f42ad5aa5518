import type { Change, Severity } from "./change.ts";
import type { FieldView, StreamView } from "./contract-view.ts";

/** Changes of what the records of one stream promise, as somebody meets them who reads and writes by the old promise. */
export function diffFields(before: StreamView, after: StreamView): readonly Change[] {
  const stream = after.name;
  return [
    ...[...before.fields].flatMap(([field, old]) => {
      const now = after.fields.get(field);
      if (now !== undefined) return diffField(old, now).map((change) => ({ ...change, stream, field }));
      return isInGone(field, after) ? [] : [{ ...gone(field, before), stream, field, before: describe(old) }];
    }),
    ...[...after.fields].flatMap(([field, now]) =>
      before.fields.has(field) || isInGone(field, before) ? [] : [{ ...ADDED, stream, field, after: describe(now) }],
    ),
  ];
}

/** A field inside one that is itself missing is told by that one. */
function isInGone(field: string, view: StreamView): boolean {
  const holder = field.slice(0, field.lastIndexOf("/"));
  return holder !== "" && !view.fields.has(holder);
}

type FieldChange = Omit<Change, "stream" | "field">;

const ADDED = { severity: "additive", what: "field", meaning: "Records have a new field." } as const;

function gone(field: string, { contract }: StreamView): FieldChange {
  const roles = rolesOf(field, contract);
  const role = roles.length === 0 ? "" : `, which is ${roles.join(" and ")}`;
  return { severity: "breaking", what: "field", meaning: `The field is gone${role}.` };
}

/** What a stream uses a field for. */
function rolesOf(
  field: string,
  { primaryKey, incremental, deletes, display }: StreamView["contract"],
): readonly string[] {
  const uses: readonly (readonly [string, readonly (string | undefined)[]])[] = [
    ["the key", primaryKey],
    ["the cursor", [incremental?.cursorField]],
    ["the mark of deletion", [deletes?.field]],
    ["shown to customers", [display?.title, ...(display?.fields ?? [])]],
  ];
  const isIn = (pointer: string | undefined): boolean => pointer === field || pointer?.startsWith(`${field}/`) === true;
  return uses.flatMap(([role, pointers]) => (pointers.some(isIn) ? [role] : []));
}

function diffField(old: FieldView, now: FieldView): readonly FieldChange[] {
  return [
    ...typeChange(old, now),
    ...switched(old.nullable, now.nullable, {
      what: "field nullability",
      on: ["breaking", "The field may be null, which it could not be before."],
      off: ["additive", "The field is never null any more."],
    }),
    ...switched(old.required, now.required, {
      what: "field required",
      on: ["additive", "The field is always there now."],
      off: ["breaking", "The field may be missing, which it could not be before."],
    }),
    ...formatChange(old, now),
    ...valuesChange(old, now),
    ...(now.deprecated && !old.deprecated
      ? [{ severity: "deprecated", what: "field", meaning: "The field is deprecated." } as const]
      : []),
  ];
}

interface Switch {
  readonly what: string;
  readonly on: readonly [Severity, string];
  readonly off: readonly [Severity, string];
}

function switched(before: boolean, after: boolean, { what, on, off }: Switch): readonly FieldChange[] {
  if (before === after) return [];
  const [severity, meaning] = after ? on : off;
  return [{ severity, what, before, after, meaning }];
}

/** A reader of the old types can read the new ones where all of them are old ones. */
function typeChange(old: FieldView, now: FieldView): readonly FieldChange[] {
  const [before, after] = [old.types.join("|") || "any", now.types.join("|") || "any"];
  if (before === after) return [];
  const readable = before === "any" || (after !== "any" && now.types.every((type) => isWithin(type, old.types)));
  const meaning = readable
    ? "The field holds less than before."
    : "The field holds values of a type that it did not hold before.";
  return [{ severity: readable ? "additive" : "breaking", what: "field type", before, after, meaning }];
}

/** Every integer is a number (JSON Schema 2020-12 validation, section 6.1.1). */
function isWithin(type: string, types: readonly string[]): boolean {
  return types.includes(type) || (type === "integer" && types.includes("number"));
}

function formatChange({ format: before }: FieldView, { format: after }: FieldView): readonly FieldChange[] {
  if (before === after) return [];
  const said = before === undefined;
  const meaning = said ? "The document says how the value is written." : "The value may be written in another way.";
  return [{ severity: said ? "additive" : "breaking", what: "field format", before, after, meaning }];
}

/** A new value is drift that a sync takes in; a lost one is refused where it is written. */
function valuesChange({ values: before }: FieldView, { values: after }: FieldView): readonly FieldChange[] {
  if (before === undefined && after === undefined) return [];
  if (before === undefined)
    return [{ severity: "breaking", what: "field enum", after, meaning: "Only some values are allowed now." }];
  if (after === undefined)
    return [{ severity: "additive", what: "field enum", before, meaning: "Any value is allowed now." }];
  const lost = before.filter((value) => !after.includes(value));
  const added = after.filter((value) => !before.includes(value));
  return [
    ...(lost.length === 0
      ? []
      : [enumChange("breaking", `A write of ${lost.join(", ")} is no longer allowed.`, before, after)]),
    ...(added.length === 0 ? [] : [enumChange("additive", `The field may hold ${added.join(", ")}.`, before, after)]),
  ];
}

function enumChange(
  severity: Severity,
  meaning: string,
  before: readonly string[],
  after: readonly string[],
): FieldChange {
  return { severity, what: "field enum", before, after, meaning };
}

function describe({ types, nullable, required }: FieldView): string {
  const all = [...types, ...(nullable ? ["null"] : [])].join("|") || "any";
  return required ? all : `${all}, optional`;
}
