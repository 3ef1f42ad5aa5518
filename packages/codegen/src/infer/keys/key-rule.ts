import type { Json } from "@waybill/sync/connector";
import type { Answer } from "../rules/answer.ts";
import type { Field } from "../document/fields.ts";
import type { Model, Operation } from "../document/operation.ts";
import type { Rule } from "../rules/rule.ts";

export interface KeyInput {
  readonly model: Model;
  readonly operation: Operation;
  /** Schema of the records. */
  readonly record: Json | undefined;
  /** Name of the array that the records are in. */
  readonly arrayName: string | undefined;
}

/** Finds the fields that identify a record, in one way. `fields` are the record's own plain ones. */
export interface KeyRule extends Rule {
  readonly find: (input: KeyInput, fields: readonly Field[]) => Answer<readonly Field[]> | undefined;
}
