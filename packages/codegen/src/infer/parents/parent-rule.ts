import { parameterPlace, type Json, type ParameterRef, type Pointer } from "@waybill/sync/connector";
import type { Model, Operation } from "../document/operation.ts";
import type { Rule } from "../rules/rule.ts";

/** What a stream has to say for another one to be listed for its records, or it for another's. */
export interface ListedStream {
  readonly name: string;
  readonly operation: Pick<Operation, "method" | "path" | "parameters">;
  readonly primaryKey: readonly Pointer[];
  /** Parameters that nothing in the document fills. */
  readonly open: readonly ParameterRef[];
  /** Schema of its records. */
  readonly record: Json | undefined;
}

/** A parameter of a list, and the field of a parent's record that fills it. */
export interface Fill {
  readonly ref: ParameterRef;
  readonly key: Pointer;
}

/** A stream whose records fill parameters of another one's list. */
export interface FoundParent {
  readonly stream: ListedStream;
  /** At least one. */
  readonly fills: readonly Fill[];
  readonly confidence: number;
  readonly evidence: readonly string[];
}

/** The streams of a document, among which parents are looked for. */
export interface Family {
  readonly model: Model;
  /** Streams that list the collection at a path. */
  readonly at: (path: string) => readonly ListedStream[];
  /** Streams whose path ends in a noun, in either number. */
  readonly called: (noun: string) => readonly ListedStream[];
  /**
   * Whether a stream can be read once parameters of the child are left to it: what it needs besides, a connection or its own parent fills. And whether the
   * fields fit there.
   */
  readonly mayFill: (stream: ListedStream, child: ListedStream, fills: readonly Fill[]) => boolean;
  /** Whether the records of a stream are listed for another one's. */
  readonly isChild: (stream: ListedStream) => boolean;
}

/** One way in which a document says that the records of one stream fill a parameter of another. */
export interface ParentRule extends Rule {
  readonly find: (child: ListedStream, family: Family) => FoundParent | undefined;
}

/** The one field that identifies a stream's records. */
export function onlyKey({ primaryKey: [key, ...others] }: ListedStream): Pointer | undefined {
  return others.length === 0 ? key : undefined;
}

/**
 * The stream that is meant where several could be: the one that is listed by itself holds all records, while each of several lists below other records
 * may hold a part of them.
 */
export function onlyOne<F extends { readonly stream: ListedStream }>(
  found: readonly F[],
  { isChild }: Pick<Family, "isChild">,
): F | undefined {
  const wholes = found.filter(({ stream }) => !isChild(stream));
  const [only, ...others] = wholes.length > 0 ? wholes : found;
  return others.length === 0 ? only : undefined;
}

export function pathRef(parameter: string): ParameterRef {
  return `path:${parameter}`;
}

/** What a parent calls a parameter that it fills. */
export function nameOf(ref: ParameterRef): string {
  const place = parameterPlace(ref);
  return place.in === "path" ? place.name : ref;
}
