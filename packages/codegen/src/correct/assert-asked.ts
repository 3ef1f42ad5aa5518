import type { Pointer, StreamContract } from "@waybill/sync/connector";
import { ConfigError } from "../config/config-error.ts";

/**
 * That the query of a declared connection asks for what the contract reads of the answer, and takes what it is given: a vendor leaves out what was not
 * asked for, and refuses or passes over what it does not know. Names alone are compared, so that any way of writing a query is left to its author.
 * @throws ConfigError with what the query lacks
 */
export function assertAsked(stream: StreamContract | undefined, place: string): void {
  if (stream?.pagination.style !== "graphql") return;
  const { query, connection } = stream.pagination;
  const at = `${place}, graphql "${stream.name}"`;
  if (!connection.startsWith("/data/"))
    throw new ConfigError(
      `${at}, connection: "${connection}" is outside of the data of an answer.`,
      'It begins with "/data/".',
    );
  const words: readonly string[] = code(query).match(/\$?[_a-z]\w*/gi) ?? [];
  for (const [name, why] of variablesOf(stream)) {
    const times = words.filter((word) => word === `$${name}`).length;
    if (times < 2)
      throw new ConfigError(
        `${at}, query: it ${times === 0 ? "has no variable" : "declares and does not use, or uses and does not declare, the variable"} "$${name}", which takes ${why}.`,
        `Declare it and use it: query ($${name}: …) { … (…: $${name}) … }.`,
      );
  }
  for (const [name, why] of fieldsOf(stream, connection)) {
    if (!words.includes(name))
      throw new ConfigError(
        `${at}, query: it does not ask for "${name}", ${why}.`,
        "Add it to the query, or correct the pointer.",
      );
  }
}

/** A query without its comments and texts. */
function code(query: string): string {
  return query.replaceAll(/"""[^]*?"""|"(?:\\.|[^"\\\n])*"|#.*/g, " ");
}

type Named = readonly [name: string, why: string];

function variablesOf({ pagination, list, incremental, deletes, parent }: StreamContract): readonly Named[] {
  if (pagination.style !== "graphql") return [];
  const named: readonly (readonly [ref: string | undefined, why: string])[] = [
    [`/variables/${pagination.after}`, "the cursor"],
    [pagination.pageSize?.param, "the page size"],
    ...Object.keys(list.parameters ?? {}).map((ref) => [ref, "a value of `variables`"] as const),
    [incremental?.param, "the value since which records changed"],
    [incremental?.until, "the value up to which records changed"],
    [deletes?.include?.param, "the wish for deleted records"],
    ...Object.keys(parent?.parameters ?? {}).map((ref) => [ref, "a field of the parent"] as const),
  ];
  return named.flatMap(([ref = "", why]) => {
    const [, variable] = /^\/variables\/([^/]+)/.exec(ref) ?? [];
    return variable === undefined ? [] : [[variable, why] as const];
  });
}

function fieldsOf(stream: StreamContract, connection: Pointer): readonly Named[] {
  const { items, primaryKey, incremental, deletes, pagination } = stream;
  const ofAnswer: readonly (readonly [at: string | undefined, why: string])[] = [
    [items, "where the records are (`items`)"],
    [`${connection}/pageInfo/hasNextPage`, "which says whether there are more records"],
    [`${connection}/pageInfo/endCursor`, "with which the next page is asked for"],
    [pagination.total, "which counts the list (`total`)"],
  ];
  const ofRecord: readonly (readonly [at: string | undefined, why: string])[] = [
    ...primaryKey.map((at) => [at, "which identifies a record (`primaryKey`)"] as const),
    [incremental?.cursorField, "by which records are dated (`cursorField`)"],
    [deletes?.field, "by which deletions show (`deletes`)"],
  ];
  return [
    ...ofAnswer.flatMap(([at = "", why]) =>
      segments(at)
        .slice(1)
        .map((name) => [name, why] as const),
    ),
    ...ofRecord.flatMap(([at = "", why]) => outermost(segments(at)).map((name) => [name, why] as const)),
  ];
}

/** Names in a pointer; positions in a list are none that a query has. */
function segments(at: string): readonly string[] {
  return at.startsWith("/") ? at.split("/").filter((name) => name !== "" && !/^\d+$/.test(name)) : [];
}

/** Below a field may be a scalar of the vendor's own that is an object, whose members no query names. */
function outermost(names: readonly string[]): readonly string[] {
  return names.slice(0, names[0] === "node" ? 2 : 1);
}
