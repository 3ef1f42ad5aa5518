import type { Json, Pointer } from "@waybill/sync/connector";
import type { Answer } from "../rules/answer.ts";
import { inferClasses } from "./classes.ts";
import type { Model } from "../document/operation.ts";
import { nounsOf } from "../document/path.ts";
import type { Shape } from "../document/shape.ts";
import { timeFieldsOf, type TimeField } from "../changes/time-fields.ts";

/** What is told of a record whatever list it is in. */
export interface RecordAnswers {
  readonly classes: Answer<Readonly<Partial<Record<Pointer, "pii" | "secret">>>>;
  readonly times: readonly TimeField[];
}

export type RecordReader = (record: Json | undefined, path: string) => RecordAnswers;

/** Asks about each record of a document once for each noun that its lists end in: many lists have the same. */
export function createRecordReader(model: Model): RecordReader {
  const known = new WeakMap<Shape, Map<string, RecordAnswers>>();
  return (record, path) => {
    const shape = model.read(record);
    const [noun = ""] = nounsOf(model.keep, path);
    const byNoun = known.get(shape) ?? new Map<string, RecordAnswers>();
    known.set(shape, byNoun);
    const answers = byNoun.get(noun) ?? {
      classes: inferClasses(model, record, noun),
      times: timeFieldsOf(model, record),
    };
    byNoun.set(noun, answers);
    return answers;
  };
}
