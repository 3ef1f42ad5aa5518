import type {
  ConcurrencyControl,
  Deletes,
  Display,
  FieldMapping,
  Incremental,
  Json,
  Mapping,
  ParentRef,
  Pointer,
  RecordOperations,
  StreamContract,
} from "@waybill/sync/connector";
import type { AnyVocabulary, PaginationCorrection, Vocabulary } from "./typed-correction.ts";

/**
 * A person's corrections of one stream. An object is merged into what was inferred, member by member; an array or a single value replaces it,
 * and so does a pagination that names its style. `false` says that the stream has none.
 */
export interface StreamCorrection<Words extends Vocabulary = AnyVocabulary> {
  /** What the stream is called. Its stored records belong to the name: decide before the first sync. */
  readonly name?: string | undefined;
  readonly list?: ListCorrection<Words> | undefined;
  /** Where the array of records is in the answer; `""` when the answer is the array. */
  readonly items?: "" | Extract<Words["answer"], Pointer> | undefined;
  readonly pagination?: PaginationCorrection<Words> | undefined;
  readonly primaryKey?: readonly Words["field"][] | undefined;
  readonly incremental?: IncrementalCorrection<Words> | false | undefined;
  readonly deletes?: DeletesCorrection<Words> | false | undefined;
  /** Another parent replaces the inferred one; without `stream`, it is the inferred one that is corrected. */
  readonly parent?: ParentCorrection<Words> | false | undefined;
  /** Operations on the records of the list, one of them or many: `METHOD /path`. */
  readonly operations?: RecordOperations | undefined;
  readonly concurrency?: ConcurrencyControl | false | undefined;
  /** OAuth scopes that the list needs. */
  readonly scopes?: readonly string[] | undefined;
  /** OAuth scopes that the operations need besides. */
  readonly operationScopes?: readonly string[] | undefined;
  readonly display?: DisplayCorrection<Words> | false | undefined;
  /** Fields of the product's record, after the mapping, by which it asks for records in order. */
  readonly indexes?: readonly Pointer[] | undefined;
  /** Data class per field; `"none"` takes an inferred one away. */
  readonly classes?: Readonly<Partial<Record<Words["field"], "pii" | "secret" | "none">>> | undefined;
  readonly mapping?: MappingIn<Words> | undefined;
  /** Code for the run, which `connector.ts` imports and this config does not. */
  readonly runtime?: RuntimeModules | undefined;
}

interface ListCorrection<Words extends Vocabulary> {
  /** Constant parameters, added to the inferred ones. What is filled here is not required any more. */
  readonly parameters?: Readonly<Partial<Record<Words["parameter"], Json>>> | undefined;
  /** Parameters that the product has to fill. */
  readonly required?: readonly Words["parameter"][] | undefined;
}

type IncrementalCorrection<Words extends Vocabulary> = Partial<
  Omit<Incremental, "param" | "cursorField"> & {
    readonly param: Words["parameter"];
    readonly cursorField: Words["field"];
  }
>;

type DeletesCorrection<Words extends Vocabulary> = Partial<
  Omit<Deletes, "field" | "include"> & {
    readonly field: Words["field"];
    readonly include: { readonly param: Words["parameter"]; readonly value: Json };
  }
>;

type ParentCorrection<Words extends Vocabulary> = Partial<
  Omit<ParentRef, "parameters" | "inherits"> & {
    /** Parameter of this stream's list -> field of the parent's record. One of the path is called by its name, any other by its reference. */
    readonly parameters: Readonly<Partial<Record<FilledParameter<Words["parameter"]>, Pointer>>>;
    readonly inherits: readonly FilledParameter<Words["parameter"]>[];
  }
>;

/** `path:${string}` stands where an operation has no parameter in its path. */
type FilledParameter<Ref extends string> = Ref extends `path:${infer Name}`
  ? string extends Name
    ? never
    : Name
  : Ref;

type DisplayCorrection<Words extends Vocabulary> = Partial<
  Omit<Display, "title" | "fields"> & { readonly title: Words["field"]; readonly fields: readonly Words["field"][] }
>;

type MappingIn<Words extends Vocabulary> = Omit<Mapping, "fields"> & {
  readonly fields: Readonly<Record<string, Words["field"] | (FieldMapping & { readonly from: Words["field"] })>>;
};

/** What a module exports, named and not imported: the product bundles `connector.ts`, never the config. */
export interface ModuleExport {
  /** Path relative to the config (`./src/mapping.ts`), or the name of a package. */
  readonly module: string;
  /** `default` where the module exports it so. */
  readonly export: string;
}

/** What the run applies to each record, by where it is exported. */
export interface RuntimeModules {
  /** `(record) => record`, applied after the declared mapping. */
  readonly map?: ModuleExport | undefined;
  /** A schema of any library that follows Standard Schema. */
  readonly schema?: ModuleExport | undefined;
}

/** A correction, with the inferred stream that it is about. */
export interface CorrectedStream {
  /** How the config names it. */
  readonly key: string;
  readonly stream: StreamContract;
  readonly correction: StreamCorrection;
}
