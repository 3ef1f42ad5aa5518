import type { Json, PageSize, Pointer, StreamContract } from "@waybill/sync/connector";
import type { RuntimeModules } from "./correction.ts";

/** A GraphQL connection, declared by hand: no OpenAPI document describes it. */
export interface GraphqlStream extends Pick<
  StreamContract,
  "parent" | "incremental" | "deletes" | "display" | "indexes" | "classes" | "mapping"
> {
  /** Query text. It takes the cursor as a variable and asks for `pageInfo { hasNextPage endCursor }`. */
  readonly query: string;
  /** Pointer to the object with `pageInfo`: `/data/contacts`. */
  readonly connection: Pointer;
  /** Path below the base URL that takes the query. Default `/graphql`. */
  readonly path?: string | undefined;
  /** Variable that takes the cursor. Default `after`. */
  readonly after?: string | undefined;
  /** Where the records are. Default: `nodes` of the connection. */
  readonly items?: Pointer | undefined;
  /** Fields that identify a record. Default `["/id"]`. */
  readonly primaryKey?: readonly Pointer[] | undefined;
  /** Variables that every request carries. */
  readonly variables?: Readonly<Record<string, Json>> | undefined;
  /** Page size by the name of its variable. */
  readonly pageSize?: (Omit<PageSize, "param"> & { readonly variable: string }) | undefined;
  /** Where the answer counts the whole list. */
  readonly total?: Exclude<Pointer, ""> | undefined;
  readonly runtime?: RuntimeModules | undefined;
}

/** The contract of a declared connection. */
export function graphqlContract(name: string, declared: GraphqlStream): StreamContract {
  const { query, connection, pageSize, total, variables = {} } = declared;
  const parameters = Object.entries(variables).map(([variable, value]) => [variableRef(variable), value] as const);
  return {
    name,
    list: {
      method: "POST",
      path: declared.path ?? "/graphql",
      parameters: parameters.length === 0 ? undefined : Object.fromEntries(parameters),
    },
    items: declared.items ?? `${connection}/nodes`,
    pagination: {
      style: "graphql",
      query,
      connection,
      after: declared.after ?? "after",
      pageSize:
        pageSize === undefined
          ? undefined
          : { param: variableRef(pageSize.variable), size: pageSize.size, max: pageSize.max },
      total,
    },
    primaryKey: declared.primaryKey ?? ["/id"],
    parent: declared.parent,
    incremental: declared.incremental,
    deletes: declared.deletes,
    mapping: declared.mapping,
    display: declared.display,
    indexes: declared.indexes,
    classes: declared.classes,
  };
}

function variableRef(name: string): `/${string}` {
  return `/variables/${name}`;
}
