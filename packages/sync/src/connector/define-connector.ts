import type { Connector, ListOperation, StreamContract } from "./contract.ts";
import type { Pointer } from "./refs.ts";
import type { KeyOf, OperationOf, RecordAt, ParameterRefOf, Section } from "./typed-operation.ts";

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
  readonly identity?: { readonly path: PathOf<Paths, "get"> } | undefined;
  readonly streams: { readonly [Name in keyof C["streams"]]: StreamOf<Paths, C["streams"][Name]> };
}

/** Paths that take a method. */
type PathOf<Paths, Method extends string> = {
  [Path in keyof Paths & string]: Paths[Path] extends { [Name in Method]: object } ? Path : never;
}[keyof Paths & string];

// A document may have a thousand operations and a connector hundreds of streams. What a stream says is therefore looked up by its name; the list of
// everything that could have stood there is written out only where the look-up fails, for the compiler to show.

type StreamOf<Paths, S extends StreamContract> =
  OperationOf<Paths, S["list"]> extends infer Op
    ? [Op] extends [never]
      ? Undocumented<Paths, S>
      : Fitting<Op, RecordAt<Op, S["items"]>, S>
    : never;

/** No OpenAPI document describes a GraphQL connection: it is declared by hand, and the document has nothing to say about it. */
type Undocumented<Paths, S extends StreamContract> = S["pagination"]["style"] extends "graphql"
  ? unknown
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

type KnownRef<Op, Ref> = Ref extends Section<Op, "query"> | undefined
  ? Ref
  : Ref extends ParameterRefOf<Op>
    ? Ref
    : NoSuchParameter<Section<Op, "query">>;

/** Stands where a name is wrong. No text fits it, and the compiler's message shows what would have been right. */
interface NoSuchParameter<Known extends string> {
  readonly known: Known;
}
interface NoSuchField<Known extends string> {
  readonly known: Known;
}

/** Any pointer where the document types no field. */
type FreeField<Item> = unknown extends Item ? Pointer : string extends KeyOf<Item> ? Pointer : never;

/** A field of the record: its first member must exist, deeper ones are free. */
type KnownField<Item, Field> =
  FirstOf<Field> extends KeyOf<Item> | undefined
    ? Field
    : Field extends FreeField<Item>
      ? Field
      : NoSuchField<`/${KeyOf<Item>}`>;

/** The first member of a pointer. One with an escape (RFC 6901, section 3) is not looked up: types cannot undo it. */
type FirstOf<Field> = Field extends `${string}~${string}`
  ? undefined
  : Field extends `/${infer Name}/${string}`
    ? Name
    : Field extends `/${infer Name}`
      ? Name
      : Field;

/** What a stream may say; the contract's own types say the rest. */
interface Fitting<Op, Item, S extends StreamContract> {
  readonly list: { readonly parameters?: Refs<Op, S["list"]["parameters"]> };
  readonly pagination: Paging<Op, S["pagination"]>;
  readonly primaryKey: Fields<Item, S["primaryKey"]>;
  readonly incremental?: Named<Op, Item, S["incremental"]>;
  readonly deletes?: Named<Op, Item, S["deletes"]>;
  readonly parent?: Filled<Op, S["list"]["path"], S["parent"]>;
  readonly display?: Named<Op, Item, S["display"]>;
  /** Of a record that a mapping or code makes the document knows nothing, and of that code the connector says nothing. */
  readonly indexes?: unknown;
}

/** Members whose names are references. */
type Refs<Op, Given> = {
  readonly [Ref in keyof Given]: Ref extends KnownRef<Op, Ref> ? unknown : KnownRef<Op, Ref>;
};

type Paging<Op, Given> = {
  readonly [Name in keyof Given]: Name extends "cursor" | "page" | "offset" | "key"
    ? KnownRef<Op, Given[Name]>
    : Name extends "pageSize"
      ? Named<Op, unknown, Given[Name]>
      : unknown;
};

/** Members that are called by what they hold: a parameter, a field, fields. */
type Named<Op, Item, Given> = {
  readonly [Name in keyof Given]: Name extends "param"
    ? KnownRef<Op, Given[Name]>
    : Name extends "field" | "cursorField" | "title"
      ? KnownField<Item, Given[Name]>
      : Name extends "fields"
        ? Fields<Item, Given[Name]>
        : Name extends "include"
          ? Named<Op, Item, Given[Name]>
          : unknown;
};

/** What a parent fills: parameters of the path by their names, others by reference. */
type Filled<Op, Path extends string, Given> = {
  readonly [Name in keyof Given]: Name extends "parameters" ? ByParent<Op, Path, Given[Name]> : unknown;
};

type ByParent<Op, Path extends string, Given> = {
  readonly [Name in keyof Given]: Path extends `${string}{${Name & string}}${string}` ? unknown : Refs<Op, Given>[Name];
};

type Fields<Item, Given> = { readonly [Index in keyof Given]: KnownField<Item, Given[Index]> };
