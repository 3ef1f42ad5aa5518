import type { Connector, Deletes, Display, Incremental, ListOperation, StreamContract } from "./contract.ts";
import type { Json } from "./json.ts";
import type { Pagination } from "./pagination.ts";
import type { Pointer } from "./refs.ts";

/**
 * Types a connector against the `paths` that openapi-typescript generates: a path or method that the document does not have, a query parameter or
 * header the operation does not take, or a record field its answer does not hold, does not compile. Returns what it is given; nothing is checked at
 * run time (that is `validateConnector`).
 *
 *     export const connector = defineConnector<paths>()({ … } );
 *
 * The empty call lets TypeScript infer the connector while `paths` is named.
 */
export function defineConnector<Paths extends object>(): <const C extends Connector>(
  connector: C & ConnectorOf<Paths, C>,
) => C {
  return (connector) => connector;
}

/** What each stream of C may say, given the document's paths. */
export interface ConnectorOf<Paths, C extends Connector> {
  readonly streams: { readonly [Name in keyof C["streams"]]: StreamOf<Paths, C["streams"][Name]> };
}

type StreamOf<Paths, S extends StreamContract> =
  S["list"] extends ListOf<Paths>
    ? S & Fitting<Operation<Paths, S["list"]["path"], S["list"]["method"]>, S>
    : { readonly list: ListOf<Paths> };

/** A path of the document with one of the methods that list there. */
type ListOf<Paths> = Omit<ListOperation, "path" | "method"> &
  {
    [Path in keyof Paths & string]: {
      readonly path: Path;
      readonly method:
        | (Paths[Path] extends { get: object } ? "GET" : never)
        | (Paths[Path] extends { post: object } ? "POST" : never);
    };
  }[keyof Paths & string];

type Operation<Paths, Path extends string, Method extends string> = Path extends keyof Paths
  ? Method extends "GET"
    ? Paths[Path] extends { get: infer Get }
      ? Get
      : never
    : Paths[Path] extends { post: infer Post }
      ? Post
      : never
  : never;

type Section<Op, In extends string> = Op extends { parameters: { [Name in In]?: infer Parameters } }
  ? Extract<keyof NonNullable<Parameters>, string>
  : never;

/** Every reference that the operation understands. Body members are not followed: a document seldom types them narrowly enough to be right. */
type RefOf<Op> =
  | Section<Op, "query">
  // A member of a parameter that is an object: `created[gte]` (OpenAPI 3.1, section 4.8.12, style deepObject).
  | `${Section<Op, "query">}[${string}]`
  | `header:${Section<Op, "header">}`
  | `path:${Section<Op, "path">}`
  | `/${string}`;

type Content<Op> = Op extends { responses: { 200: { content: { "application/json": infer Body } } } } ? Body : unknown;

/** What a pointer finds, to any depth; `unknown` where the document does not say. */
type At<Value, P extends string> = P extends ""
  ? Value
  : P extends `/${infer Name}/${infer Rest}`
    ? At<Member<NonNullable<Value>, Name>, `/${Rest}`>
    : P extends `/${infer Name}`
      ? Member<NonNullable<Value>, Name>
      : unknown;

type Member<Value, Name extends string> =
  Name extends KeyOf<Value> ? (Value extends { readonly [Key in Name]?: infer Inner } ? Inner : never) : unknown;

/** Every key of every alternative: `keyof` of a union knows only the shared ones. */
type KeyOf<Value> = Value extends unknown ? Extract<keyof Value, string> : never;

type RecordAt<Op, Items extends string> =
  NonNullable<At<Content<Op>, Items>> extends readonly (infer Item)[] ? Item : unknown;

/** A field of the record: its first member must exist, deeper ones are free; any pointer where the document types none. */
type FieldOf<Item> = unknown extends Item
  ? Pointer
  : string extends KeyOf<Item>
    ? Pointer
    : `/${KeyOf<Item>}` | `/${KeyOf<Item>}/${string}`;

interface Fitting<Op, S extends StreamContract> {
  readonly list: { readonly parameters?: { readonly [Ref in RefOf<Op>]?: Json } | undefined };
  readonly pagination: PagingWith<RefOf<Op>>;
  readonly primaryKey: readonly FieldOf<RecordAt<Op, S["items"]>>[];
  readonly incremental?: IncrementalWith<RefOf<Op>, FieldOf<RecordAt<Op, S["items"]>>> | undefined;
  readonly deletes?: DeletesWith<RefOf<Op>, FieldOf<RecordAt<Op, S["items"]>>> | undefined;
  readonly display?: DisplayWith<FieldOf<RecordAt<Op, S["items"]>>> | undefined;
}

type PagingWith<Ref extends string> = Pagination & {
  readonly pageSize?: { readonly param: Ref } | undefined;
  readonly cursor?: Ref;
  readonly page?: Ref;
  readonly offset?: Ref;
  readonly key?: Ref;
};
type IncrementalWith<Ref extends string, Field extends string> = Incremental & {
  readonly param: Ref;
  readonly cursorField: Field;
};
type DeletesWith<Ref extends string, Field extends string> = Deletes & {
  readonly field: Field;
  readonly include?: { readonly param: Ref } | undefined;
};
type DisplayWith<Field extends string> = Display & { readonly title: Field; readonly fields: readonly Field[] };
