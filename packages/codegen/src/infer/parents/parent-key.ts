import type { ParameterRef, Pointer } from "@waybill/sync/connector";
import { namesKey } from "../words/noun-words.ts";
import type { Model } from "../document/operation.ts";
import { nameOf, type ListedStream } from "./parent-rule.ts";

interface Filling {
  readonly child: ListedStream;
  /** A parameter of the child. */
  readonly ref: ParameterRef;
  /** The stream whose records would fill it, with a field. */
  readonly stream: ListedStream;
  readonly key: Pointer;
}

type Types = ReadonlySet<string>;

/** Whether a parameter may take a field of a stream's records: it is called as that is, or of its type. No `{username}` is a number. */
export function fitsKey(model: Model, { child, ref, stream, key }: Filling): boolean {
  if (namesKey(nameOf(ref), key)) return true;
  return overlap(askedTypes(child, ref), keyTypes(model, stream, key));
}

function askedTypes({ operation }: ListedStream, ref: ParameterRef): Types | undefined {
  return operation.parameters.find((each) => each.ref === ref)?.shape.types;
}

function keyTypes(model: Model, { record }: ListedStream, key: Pointer): Types | undefined {
  return model.fields(record, 2).find(({ pointer }) => pointer === key)?.shape.types;
}

/** Types that the document does not tell may be any. */
function overlap(one: Types | undefined, other: Types | undefined): boolean {
  const [asked, given] = [valueTypes(one), valueTypes(other)];
  return asked.length === 0 || given.length === 0 || asked.some((type) => given.includes(type));
}

/** An integer is a number, and null is no value. */
function valueTypes(types: Types = new Set()): readonly string[] {
  return [...types].filter((type) => type !== "null").map((type) => (type === "integer" ? "number" : type));
}
