import type { Connector, Pointer, StreamContract } from "@waybill/sync/connector";
import { ConfigError } from "../config/config-error.ts";

/**
 * That the query of a declared connection asks for what the contract reads of the answer, and takes what it is given: a vendor leaves out what was not
 * asked for, and refuses or passes over what it does not know. Names alone are compared, so that any way of writing a query is left to its author.
 * @throws ConfigError with what the query lacks
 */
export function assertAsked(streams: Connector["streams"], name: string, place: string): void {
  const stream = streams[name];
  if (stream?.pagination.style !== "graphql") return;
  const { query, connection } = stream.pagination;
  const at = `${place}, graphql "${name}"`;
  if (!connection.startsWith("/data/"))
    throw new ConfigError(
      `${at}, connection: "${connection}" is outside of the data of an answer.`,
      'It begins with "/data/".',
    );
  const words: readonly string[] = code(query).match(/\$?[_a-z]\w*/gi) ?? [];
  for (const [variable, why] of variablesOf(stream)) {
    const times = words.filter((word) => word === `$${variable}`).length;
    if (times < 2)
      throw new ConfigError(
        `${at}, query: it ${times === 0 ? "has no variable" : "declares and does not use, or uses and does not declare, the variable"} "$${variable}", which takes ${why}.`,
        `Declare it and use it: query ($${variable}: …) { … (…: $${variable}) … }.`,
      );
  }
  for (const [field, why] of [...fieldsOf(stream, connection), ...filling(streams, name)]) {
    if (!words.includes(field))
      throw new ConfigError(
        `${at}, query: it does not ask for "${field}", ${why}.`,
        "Add it to the query, or correct the pointer.",
      );
  }
}

/** A query without its comments and texts. */
function code(query: string): string {
  return query.replaceAll(/"""(?:\\"""|[^])*?"""|"(?:\\.|[^"\\\n])*"|#.*/g, " ");
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
    ...(parent?.inherits ?? []).map((ref) => [ref, "what the parent's own parent fills"] as const),
  ];
  return named.flatMap(([ref = "", why]) => {
    const [, variable] = /^\/variables\/([^/]+)/.exec(ref) ?? [];
    return variable === undefined ? [] : [[variable, why] as const];
  });
}

function fieldsOf(stream: StreamContract, connection: Pointer): readonly Named[] {
  const { items, primaryKey, incremental, deletes, pagination, mapping } = stream;
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
    ...Object.values(mapping?.fields ?? {}).map(
      (field) => [typeof field === "string" ? field : field.from, "which the mapping takes (`mapping`)"] as const,
    ),
  ];
  return [
    // Beside the data of an answer is what no query asks for: `/extensions/…`.
    ...ofAnswer.flatMap(([at = "", why]) => {
      const [root, ...names] = segments(at);
      return root === "data" ? names.map((name) => [name, why] as const) : [];
    }),
    ...ofRecord.flatMap(([at = "", why]) => inRecord(at, why)),
  ];
}

/** The fields of a stream's records with which the lists below them are asked for. */
function filling(streams: Connector["streams"], name: string): readonly Named[] {
  return Object.values(streams).flatMap(({ name: child, parent }) =>
    parent?.stream === name
      ? Object.values(parent.parameters).flatMap((at) =>
          inRecord(at, `with which "${child}" is asked for (\`parent\`)`),
        )
      : [],
  );
}

/** Names in a pointer; positions in a list are none that a query has. */
function segments(at: string): readonly string[] {
  return at.startsWith("/") ? at.split("/").filter((name) => name !== "" && !/^\d+$/.test(name)) : [];
}

/** Below a field may be a scalar of the vendor's own that is an object, whose members no query names. */
function inRecord(at: string, why: string): readonly Named[] {
  const names = segments(at);
  return names.slice(0, names[0] === "node" ? 2 : 1).map((name) => [name, why] as const);
}
