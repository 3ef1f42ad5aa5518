import type {
  AnswerOf,
  KeyOf,
  OperationOf,
  PageSize,
  Pagination,
  ParameterRefOf,
  Pointer,
  ResponseRef,
} from "@waybill/sync/connector";

/** `GET /contacts`: an operation that may list, by a method and a path that the document has. */
export type OperationName<Paths> = {
  [Path in keyof Paths & string]:
    | (Paths[Path] extends { get: object } ? `GET ${Path}` : never)
    | (Paths[Path] extends { post: object } ? `POST ${Path}` : never);
}[keyof Paths & string];

/** The operation that a name stands for, as openapi-typescript types it. */
type OperationNamed<Paths, Name> = Name extends `${infer Method extends "GET" | "POST"} ${infer Path}`
  ? OperationOf<Paths, { readonly method: Method; readonly path: Path }>
  : never;

/** What may be named of one operation: its parameters, its answer's members and its records' fields. */
export interface Vocabulary {
  readonly parameter: string;
  readonly answer: ResponseRef;
  readonly field: Pointer;
}

/** Whatever has the form of a reference: for configs that are not typed against a document. */
export interface AnyVocabulary extends Vocabulary {
  readonly parameter: string;
}

export interface VocabularyOf<Paths, Name> extends Vocabulary {
  readonly parameter: ParameterRefOf<OperationNamed<Paths, Name>>;
  readonly answer: AnswerRef<AnswerOf<OperationNamed<Paths, Name>>>;
  readonly field: Field<RecordsIn<AnswerOf<OperationNamed<Paths, Name>>>>;
}

/** A member of the answer: the outermost must exist, those inside it are free. */
type AnswerRef<Answer> = unknown extends Answer ? ResponseRef : `header:${string}` | PointerTo<KeyOf<Answer>>;

/** A field of the records: the outermost member must exist. Any, where the document types none. */
type Field<Item> = [Item] extends [never]
  ? Pointer
  : unknown extends Item
    ? Pointer
    : string extends KeyOf<Item>
      ? Pointer
      : PointerTo<KeyOf<Item>>;

type PointerTo<Name extends string> = `/${Escaped<Name>}` | `/${Escaped<Name>}/${string}`;

/** A member's name as a pointer has it (RFC 6901, section 3). Most names need no escape, and of those nothing is taken apart. */
type Escaped<Name extends string> = Name extends `${string}${"~" | "/"}${string}`
  ? Replaced<Replaced<Name, "~", "~0">, "/", "~1">
  : Name;

/** What is done is handed on, so that a name of many parts is no deeper than one of a few. */
type Replaced<
  Text extends string,
  From extends string,
  To extends string,
  Done extends string = "",
> = Text extends `${infer Before}${From}${infer After}`
  ? Replaced<After, From, To, `${Done}${Before}${To}`>
  : `${Done}${Text}`;

/** What the arrays of an answer hold, found as deep as answers are wrapped: which of them are the records may itself be corrected. */
type RecordsIn<Value, Depth extends readonly unknown[] = []> = Depth["length"] extends 4
  ? never
  : Value extends readonly (infer Item)[]
    ? Item
    : Value extends object
      ? { [Name in keyof Value]-?: RecordsIn<NonNullable<Value[Name]>, [...Depth, unknown]> }[keyof Value]
      : never;

type RequestMember = "cursor" | "page" | "offset" | "key";
type AnswerMember = "nextCursor" | "nextPage" | "nextOffset" | "nextUrl" | "hasMore" | "total" | "totalPages";

/** A pagination whose references are of a vocabulary. */
type PagingIn<Words extends Vocabulary, Style> = {
  readonly [Name in keyof Style]: Name extends RequestMember
    ? Words["parameter"]
    : Name extends AnswerMember
      ? Words["answer"]
      : Name extends "keyField"
        ? Words["field"]
        : Name extends "pageSize"
          ? PageSizeIn<Words> | undefined
          : Style[Name];
};

type PageSizeIn<Words extends Vocabulary> = Omit<PageSize, "param"> & { readonly param: Words["parameter"] };

type EachStyle<Words extends Vocabulary, Style> = Style extends unknown ? PagingIn<Words, Style> : never;

/** Another style as a whole, or what is to be different about the inferred one. */
export type PaginationCorrection<Words extends Vocabulary> =
  | EachStyle<Words, Exclude<Pagination, { readonly style: "graphql" }>>
  | {
      readonly style?: undefined;
      readonly pageSize?: Partial<PageSizeIn<Words>> | undefined;
      readonly total?: Words["answer"] | undefined;
    };
