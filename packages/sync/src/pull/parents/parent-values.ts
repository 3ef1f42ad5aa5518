import { failure } from "@waybill/transport";
import type { Failure } from "@waybill/transport";
import type { ParentRef, StreamContract } from "../../connector/contract.ts";
import type { Json, JsonObject } from "../../connector/json.ts";
import { parentParameterRef } from "../../connector/parent-parameters.ts";
import { parameterPlace } from "../../connector/parameter.ts";
import type { ParameterPlace } from "../../connector/parameter.ts";
import { readPointer } from "../../connector/pointer.ts";
import type { ParameterRef, Pointer } from "../../connector/refs.ts";
import type { ParameterValues } from "../../connector/request.ts";
import type { BaseRecord } from "../../record/record.ts";
import type { StreamContext } from "../stream-context.ts";
import { parentInKey } from "./below-parent.ts";

/** What the records above a list fill of its parameters, or why they do not. */
export type ParentValues =
  | { readonly ok: true; readonly values: ParameterValues }
  | { readonly ok: false; readonly failure: Failure };

/** The parameters of the list of a stored parent's children, by reference. */
export async function parentValues(context: StreamContext, row: BaseRecord): Promise<ParentValues> {
  const { contract, ancestors = [] } = context;
  const filled = await filledBy(context, [contract, ...ancestors], row);
  if (!filled.ok) return filled;
  const placed = [...filled.values].map(([name, value]) => [parentParameterRef(contract.list, name), value]);
  return { ok: true, values: Object.fromEntries(placed) };
}

/** Any name may be a parameter's, also one that objects know. */
type NamedValues =
  | { readonly ok: true; readonly values: ReadonlyMap<string, Json> }
  | { readonly ok: false; readonly failure: Failure };

/** Values by name, for the list of the first of `lineage`, of a record of the second. */
async function filledBy(
  context: StreamContext,
  [child, ...above]: readonly StreamContract[],
  { key, data, raw = data }: BaseRecord,
): Promise<NamedValues> {
  const ref = child?.parent;
  const values = new Map<string, Json>();
  if (child === undefined || ref === undefined) return { ok: true, values };
  for (const [name, pointer] of Object.entries(ref.parameters)) {
    const value = usable(raw, pointer, parentParameterRef(child.list, name));
    if (value === undefined) return { ok: false, failure: unusable(ref, name, pointer) };
    values.set(name, value);
  }
  if (ref.inherits === undefined) return { ok: true, values };
  const holder = await recordAbove(context, above[0], key);
  if (holder === undefined) return { ok: false, failure: orphaned(ref) };
  const inherited = await filledBy(context, above, holder);
  if (!inherited.ok) return inherited;
  for (const name of ref.inherits) values.set(name, inherited.values.get(name) ?? null);
  return { ok: true, values };
}

/** The stored record that one was listed for, which its key names. */
async function recordAbove(
  { store, connection }: StreamContext,
  contract: StreamContract | undefined,
  key: BaseRecord["key"],
): Promise<BaseRecord | undefined> {
  const above = contract?.parent;
  const holder = above?.keys === "below-parent" ? parentInKey(key) : undefined;
  if (above === undefined || holder === undefined) return undefined;
  const [row] = await store.bases(connection, above.stream, [holder]);
  return row;
}

/** A value that arrives as it is where it goes. */
function usable(record: JsonObject, pointer: Pointer, ref: ParameterRef): string | number | undefined {
  const value = readPointer(record, pointer);
  if (typeof value === "number") return value;
  return typeof value === "string" && isWhole(value, parameterPlace(ref)) ? value : undefined;
}

/** An empty value, or a dot in a path, would ask for another list. A header holds no line breaks, nothing beyond Latin-1, and no space at its ends. */
function isWhole(value: string, place: ParameterPlace): boolean {
  return place.in === "header" ? headerValue.test(value) : !["", ".", ".."].includes(value);
}

/** RFC 9110, section 5.5. */
const headerValue = /^[\x21-\x7E\x80-\xFF](?:[\t\x20-\x7E\x80-\xFF]*[\x21-\x7E\x80-\xFF])?$/;

function unusable({ stream }: ParentRef, name: string, pointer: string): Failure {
  const message =
    `A record of ${stream} has no usable ${pointer} for the parameter "${name}", so its children could not be asked for. ` +
    "Correct the parent's parameters in the connector.";
  return failure("contract", { message });
}

function orphaned({ stream }: ParentRef): Failure {
  const message =
    `A record of ${stream} was listed for one that is not stored any more, so its children could not be asked for. ` +
    `The next whole read of ${stream} shows whether it is gone too.`;
  return failure("gone", { message });
}
