import type { ListOperation } from "./contract.ts";

/** The operation that lists, at its path and by its method; `never` where the document has none. */
export type OperationOf<Paths, List extends ListOperation> = List["path"] extends keyof Paths
  ? List["method"] extends "GET"
    ? Paths[List["path"]] extends { get: infer Get extends object }
      ? Get
      : never
    : Paths[List["path"]] extends { post: infer Post extends object }
      ? Post
      : never
  : never;

/** Names of the parameters in one place. */
export type Section<Op, In extends string> = Op extends { parameters: { [Name in In]?: infer Parameters } }
  ? Extract<keyof NonNullable<Parameters>, string>
  : never;

/** Every reference that the operation understands. Body members are not followed: a document seldom types them narrowly enough to be right. */
export type ParameterRefOf<Op> =
  | Section<Op, "query">
  // A member of a parameter that is an object: `created[gte]` (OpenAPI 3.1, section 4.8.12, style deepObject).
  | `${Section<Op, "query">}[${string}]`
  | `header:${Section<Op, "header">}`
  | `path:${Section<Op, "path">}`
  | `/${string}`;

/** The successful JSON answer. */
export type AnswerOf<Op> = Op extends { responses: { 200: { content: { "application/json": infer Body } } } }
  ? Body
  : unknown;

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
export type KeyOf<Value> = Value extends unknown ? Extract<keyof Value, string> : never;

/** The records of an answer, found by the pointer to their array. */
export type RecordAt<Op, Items extends string> =
  NonNullable<At<AnswerOf<Op>, Items>> extends readonly (infer Item)[] ? Item : unknown;
