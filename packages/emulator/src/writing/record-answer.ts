import type { Json, StreamContract } from "@waybill/sync/connector";
import type { Operation } from "../document/operation.ts";
import { isObject, read, write } from "../document/pointer.ts";
import { mainTypeOf, type SchemaReader } from "../document/schema.ts";
import { json, type Answer } from "../http/answer.ts";
import { hash } from "../random.ts";
import { conform, type ConformOptions } from "../records/conform.ts";
import { beginRecord, type Making } from "../records/making.ts";
import type { Instants } from "../records/timeline.ts";
import { valueFor } from "../records/value.ts";
import type { Words } from "../records/words.ts";
import { recordPlace } from "./record-place.ts";

export interface RecordAnswerOptions {
  readonly operation: Operation;
  readonly stream: StreamContract;
  readonly reader: SchemaReader;
  readonly words: Words;
  readonly seed: number;
  /** What times in a wrapper show. */
  readonly instants: Instants;
}

/** The record in the operation's own wrapper and shape, which may differ from the list's: a new key's secret is shown once. */
export function recordAnswer(
  record: Json,
  options: RecordAnswerOptions,
  { headers, status, misfits, present }: Shown,
): Answer {
  if (status === 204) return { status, headers, body: undefined };
  const { operation, stream, reader } = options;
  const around = wrapped(record, options);
  const body =
    operation.response === undefined
      ? around
      : conform(around, operation.response, { reader, making: making(options), misfits });
  const place = recordPlace(operation.response, stream, reader);
  const sent = presented(body, place, present);
  return json(status, sent, { "content-type": operation.mediaType, ...headers });
}

/** How a record is shown. */
interface Shown {
  readonly headers: Readonly<Record<string, string>>;
  readonly status: number;
  readonly misfits: ConformOptions["misfits"];
  /** Last change to the record on its way out: what a fault breaks in it is not mended any more. */
  readonly present: (record: Json) => Json;
}

function presented(body: Json, place: string, present: Shown["present"]): Json {
  const record = read(body, place);
  if (!isObject(record)) return body;
  if (place === "") return present(record);
  const changed = present(record);
  if (changed !== record) write(body, place, changed);
  return body;
}

/** What the operation answers when there is no record to show: nothing, or its wrapper. */
export function emptyAnswer(options: RecordAnswerOptions): Answer {
  const { status, response, mediaType, isDeclared } = options.operation;
  if (response === undefined) return { status: isDeclared ? status : 204, headers: {}, body: undefined };
  const make = { reader: options.reader, making: making(options), fullness: "sparse" } as const;
  return json(status, valueFor(response, make), { "content-type": mediaType });
}

function wrapped(record: Json, options: RecordAnswerOptions): Json {
  const { operation, stream, reader } = options;
  const place = recordPlace(operation.response, stream, reader);
  if (place === "") return record;
  const make = { reader, making: making(options), fullness: "sparse" } as const;
  const isList = operation.response !== undefined && mainTypeOf(operation.response) === "array";
  const body: Json = isList ? [] : valueFor(operation.response, make);
  write(body, place, record);
  return body;
}

const making = ({ words, seed, stream, instants }: RecordAnswerOptions): Making =>
  beginRecord({ words, seed: hash(seed, stream.name, "wrapper"), instants, stream: stream.name });
