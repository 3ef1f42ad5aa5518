import type { Json, StreamContract } from "@waybill/sync/connector";
import { operationOf, type Operation } from "../document/operation.ts";
import { isObject, pointerTo, read, write } from "../document/pointer.ts";
import { arrayOf, type SchemaReader } from "../document/schema.ts";
import { json, noContent, problem, type Answer } from "../http/answer.ts";
import { matchFails } from "../http/conditional.ts";
import type { Call, RecordAction } from "../layers/call.ts";
import { hash } from "../random.ts";
import { keyOf } from "../records/edit.ts";
import { beginRecord } from "../records/making.ts";
import { valueFor } from "../records/value.ts";
import type { Words } from "../records/words.ts";
import type { Logbook } from "../stats.ts";
import type { Collection } from "../state/collection.ts";
import type { Entry } from "../state/entry.ts";
import type { Vendor } from "../state/vendor.ts";
import { recordPlace } from "./record-place.ts";

export interface RecordActionOptions {
  readonly vendor: Vendor;
  readonly document: Parameters<typeof operationOf>[0];
  readonly reader: SchemaReader;
  readonly words: Words;
  readonly seed: number;
  readonly log: Logbook;
  readonly present: (entry: Entry, stream: string) => Json;
}

/** One record action being carried out. */
interface Doing extends RecordActionOptions {
  readonly call: Call;
  readonly stream: StreamContract;
  readonly operation: Operation;
}

/** Answers a request about one record (or, in bulk, about several). */
export function recordAction(
  target: { kind: RecordAction; stream: string; path: string },
  call: Call,
  options: RecordActionOptions,
): Answer {
  const operation = operationOf(options.document, options.reader, call.method, target.path);
  const stream = options.vendor.plan(target.stream).contract;
  const doing: Doing = { ...options, call, stream, operation };
  switch (target.kind) {
    case "get":
      return get(doing);
    case "create":
      return create(doing);
    case "update":
      return update(doing);
    case "delete":
      return remove(doing);
    case "bulk":
      return bulk(doing);
  }
}

function get(doing: Doing): Answer {
  const found = locate(doing);
  if (found === undefined) return missing(doing);
  return recordAnswer(found.entry, doing, { etag: etagOf(found.entry) });
}

function create(doing: Doing): Answer {
  const { call, stream, operation, reader, vendor } = doing;
  if (!isObject(call.body)) return problem(400, "The body is a JSON object.");
  const fields = read(call.body, recordPlace(operation.request, stream.primaryKey, reader)) ?? call.body;
  const scope = scopeOf(doing, fields);
  const missing = vendor.missingParents(stream.name, scope);
  if (missing.length > 0) return problem(400, `The record belongs to a parent; ${missing.join(" and ")} is missing.`);
  const entry = vendor.collection(stream.name, scope).create(fields, call.now);
  note(doing, "create", entry);
  return recordAnswer(entry, doing, { etag: etagOf(entry) }, operation.response === undefined ? 201 : operation.status);
}

function update(doing: Doing): Answer {
  const { call, stream, operation, reader } = doing;
  const found = locate(doing);
  if (found === undefined) return missing(doing);
  if (!isObject(call.body)) return problem(400, "The body is a JSON object.");
  if (isStale(call, found.entry)) return problem(412, "The record has changed since.", { etag: etagOf(found.entry) });
  const fields = read(call.body, recordPlace(operation.request, stream.primaryKey, reader)) ?? call.body;
  const entry = found.collection.update(found.entry, fields, call.now);
  note(doing, "update", entry);
  return recordAnswer(entry, doing, { etag: etagOf(entry) });
}

function remove(doing: Doing): Answer {
  const found = locate(doing);
  if (found === undefined || found.entry.presence === "deleted") return missing(doing);
  if (isStale(doing.call, found.entry))
    return problem(412, "The record has changed since.", { etag: etagOf(found.entry) });
  note(doing, "delete", found.entry);
  found.collection.remove(found.entry, doing.call.now);
  return doing.operation.response === undefined ? noContent() : described(doing, bodyAround(null, doing));
}

/** Several records at once: those whose key is known are updated, the others created. Answers with what they are now, in order. */
function bulk(doing: Doing): Answer {
  const { call, stream, vendor, present } = doing;
  const sent = Array.isArray(call.body)
    ? call.body
    : Object.values(isObject(call.body) ? call.body : {}).find((each) => Array.isArray(each));
  if (sent === undefined) return problem(400, "The body holds a list of records.");
  const entries = arrayOf(sent).map((fields) => {
    const key = stream.primaryKey.map((pointer) => read(fields, pointer) ?? null);
    const known = key.includes(null) || key.length === 0 ? undefined : vendor.locate(stream.name, key);
    const entry =
      known === undefined
        ? vendor.collection(stream.name, scopeOf(doing, fields)).create(fields, call.now)
        : known.collection.update(known.entry, fields, call.now);
    note(doing, known === undefined ? "create" : "update", entry);
    return entry;
  });
  const records = entries.map((entry) => present(entry, stream.name));
  return described(doing, Array.isArray(call.body) ? records : { [memberOf(call.body, sent)]: records });
}

/** The parent of a new record: named by the path, else by fields of the same name. */
const scopeOf = ({ call, stream }: Doing, fields: Json): Readonly<Record<string, Json>> => {
  const names = Object.keys(stream.parent?.parameters ?? {});
  return Object.fromEntries(names.map((name) => [name, call.path[name] ?? read(fields, pointerTo([name])) ?? null]));
};

const memberOf = (body: Json | undefined, list: Json): string =>
  (isObject(body) ? Object.entries(body).find(([, value]) => value === list)?.[0] : undefined) ?? "items";

function locate({ call, stream, vendor }: Doing): { collection: Collection; entry: Entry } | undefined {
  const parents = Object.keys(stream.parent?.parameters ?? {});
  const own = Object.entries(call.path).filter(([name]) => !parents.includes(name));
  const key = own.slice(-Math.max(1, stream.primaryKey.length)).map(([, value]) => value);
  return key.length === 0 ? undefined : vendor.locate(stream.name, key);
}

const missing = ({ stream }: Doing): Answer => problem(404, `No record of ${stream.name} has this key.`);

function recordAnswer(
  entry: Entry,
  doing: Doing,
  headers: Readonly<Record<string, string>>,
  status = doing.operation.status,
): Answer {
  const body = bodyAround(doing.present(entry, doing.stream.name), doing);
  return json(status, body, { "content-type": doing.operation.mediaType, ...headers });
}

/** An answer of the declared status and media type. */
const described = ({ operation: { status, mediaType } }: Doing, body: Json): Answer =>
  json(status, body, { "content-type": mediaType });

/** The record inside what the document wraps around it. */
function bodyAround(record: Json, { operation, stream, reader, words, seed, vendor }: Doing): Json {
  const place = recordPlace(operation.response, stream.primaryKey, reader);
  if (place === "" && record !== null) return record;
  const instants = vendor.plan(stream.name).timeline.at(0);
  const making = beginRecord({ words, seed: hash(seed, stream.name, "wrapper"), instants, stream: stream.name });
  const body: Json = valueFor(operation.response, { reader, making, fullness: "sparse" });
  if (record !== null) write(body, place, record);
  return body;
}

function note({ call, stream, log, vendor }: Doing, action: "create" | "update" | "delete", entry: Entry): void {
  const key = keyOf(vendor.plan(stream.name), entry.record());
  log.effect({ number: call.number, stream: stream.name, action, key });
}

/** Strong validator (RFC 9110, section 8.8.3): one for each version of a record. */
const etagOf = ({ n, version }: Entry): string => `"${n.toString(36)}-${version}"`;

const isStale = (call: Call, entry: Entry): boolean => matchFails(call.request.headers.get("if-match"), etagOf(entry));
