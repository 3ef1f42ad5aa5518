import type { Json, Pointer } from "@waybill/sync/connector";
import type { Answer } from "./answer.ts";
import { inferClasses } from "./classes.ts";
import type { Model } from "./operation.ts";
import type { Shape } from "./shape.ts";
import { timeFieldsOf, type TimeField } from "./time-fields.ts";

/** What is told of a record whatever list it is in. */
export interface RecordAnswers {
  readonly classes: Answer<Readonly<Partial<Record<Pointer, "pii" | "secret">>>>;
  readonly times: readonly TimeField[];
}

export type RecordReader = (record: Json | undefined) => RecordAnswers;

/** Asks about each record of a document once: many lists have the same. */
export function createRecordReader(model: Model): RecordReader {
  const known = new WeakMap<Shape, RecordAnswers>();
  return (record) => {
    const shape = model.read(record);
    const answers = known.get(shape) ?? { classes: inferClasses(model, record), times: timeFieldsOf(model, record) };
    known.set(shape, answers);
    return answers;
  };
}
