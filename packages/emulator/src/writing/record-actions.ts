import { parentParameters } from "@waybill/sync/connector";
import type { Json, StreamContract } from "@waybill/sync/connector";
import { fits } from "../document/fits.ts";
import { operationOf, type Operation } from "../document/operation.ts";
import { asText, isObject, pointerTo, read } from "../document/pointer.ts";
import { arrayOf, type Schema, type SchemaReader } from "../document/schema.ts";
import { json, problem, type Answer } from "../http/answer.ts";
import { matchFails } from "../http/conditional.ts";
import { parameter } from "../http/exchange.ts";
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
import { elsewhere } from "./elsewhere.ts";
import { emptyAnswer, recordAnswer, type RecordAnswerOptions } from "./record-answer.ts";
import { sentPlace } from "./sent-place.ts";

export interface RecordActionOptions {
  readonly vendor: Vendor;
  readonly document: Parameters<typeof operationOf>[0];
  readonly reader: SchemaReader;
  readonly words: Words;
  readonly seed: number;
  readonly log: Logbook;
  /** Last change to a record on its way out, which is shown as it is stored unless `record` says how. */
  readonly present: (entry: Entry, stream: string, record?: Json) => Json;
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
    case "upsert":
      return upsert(doing);
    case "bulk":
      return bulk(doing);
  }
}

function get(doing: Doing): Answer {
  const found = locate(doing);
  return found === undefined ? missing(doing) : shown(found.entry, doing);
}

function create(doing: Doing): Answer {
  const { call, stream, vendor } = doing;
  if (!isObject(call.body)) return noObject;
  const fields = fieldsIn(doing);
  const scope = scopeOf(doing, fields);
  const missing = vendor.missingParents(stream.name, scope);
  if (missing.length > 0) return problem(400, `The record belongs to a parent; ${missing.join(" and ")} is missing.`);
  if (!vendor.hasParent(stream.name, scope)) return problem(404, "The record's parent is not known.");
  const entry = vendor.collection(stream.name, scope).create(fields, call.now);
  note(doing, "create", entry);
  return shown(entry, doing, doing.operation.isDeclared ? doing.operation.status : 201);
}

function update(doing: Doing): Answer {
  const found = locate(doing);
  if (found === undefined) return missing(doing);
  if (!isObject(doing.call.body)) return noObject;
  return changed(found, doing);
}

/** By the key in the path, else by the one in the body. */
function upsert(doing: Doing): Answer {
  const { call, stream, vendor } = doing;
  if (!isObject(call.body)) return noObject;
  const fields = fieldsIn(doing);
  const key = stream.primaryKey.map((pointer) => read(fields, pointer) ?? null);
  const named = locate(doing) ?? (key.includes(null) || key.length === 0 ? undefined : vendor.locate(stream.name, key));
  return named === undefined ? create(doing) : changed(named, doing);
}

function changed(found: Found, doing: Doing): Answer {
  const refused = staleness(found.entry, doing);
  if (refused !== undefined) return refused;
  const entry = found.collection.update(found.entry, fieldsIn(doing), doing.call.now);
  note(doing, "update", entry);
  return shown(entry, doing);
}

function remove(doing: Doing): Answer {
  const found = locate(doing);
  if (found === undefined || found.entry.presence === "deleted") return missing(doing);
  const refused = staleness(found.entry, doing);
  if (refused !== undefined) return refused;
  note(doing, "delete", found.entry);
  found.collection.remove(found.entry, doing.call.now);
  const answer = emptyAnswer(answerOptions(doing));
  return { ...answer, headers: { ...answer.headers, ...leading(doing) } };
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
  const body = Array.isArray(call.body) ? records : { [memberOf(call.body, sent)]: records };
  return json(doing.operation.status, body, { "content-type": doing.operation.mediaType });
}

const noObject = problem(400, "The body is a JSON object.");

/** What the client sent of the record, out of its wrapper. */
function fieldsIn({ call, operation, stream, reader }: Doing): Json {
  const body = call.body ?? {};
  return read(body, sentPlace(body, operation, { stream, reader })) ?? body;
}

/** The parent of a new record: named by the path, else by fields of the same name. */
const scopeOf = ({ call, stream }: Doing, fields: Json): Readonly<Record<string, Json>> => {
  const names = parentParameters(stream);
  return Object.fromEntries(names.map((name) => [name, call.path[name] ?? read(fields, pointerTo([name])) ?? null]));
};

const memberOf = (body: Json | undefined, list: Json): string =>
  (isObject(body) ? Object.entries(body).find(([, value]) => value === list)?.[0] : undefined) ?? "items";

interface Found {
  readonly collection: Collection;
  readonly entry: Entry;
}

function locate({ call, stream, vendor }: Doing): Found | undefined {
  const parents = parentParameters(stream);
  const own = Object.entries(call.path).filter(([name]) => !parents.includes(name));
  const key = own.slice(-Math.max(1, stream.primaryKey.length)).map(([, value]) => value);
  return key.length === 0 ? undefined : vendor.locate(stream.name, key);
}

const missing = ({ stream }: Doing): Answer => problem(404, `No record of ${stream.name} has this key.`);

/** A record that its own stream does not describe was made so at the vendor's side, to be seen as it is; only what a client sends is converted. */
function shown(entry: Entry, doing: Doing, status = doing.operation.status): Answer {
  const { vendor, stream, reader, present } = doing;
  const record = entry.record();
  const isOdd = doing.call.method === "GET" && !fits(record, vendor.plan(stream.name).item, reader);
  return recordAnswer(record, answerOptions(doing), {
    headers: { etag: etagOf(entry), ...leading(doing) },
    status,
    misfits: isOdd ? "keep" : "convert",
    present: (each) => present(entry, stream.name, each),
  });
}

/** Where a 303 leads. */
function leading({
  operation,
  document,
  reader,
  call,
  words,
  seed,
  stream,
  vendor,
}: Doing): ReturnType<typeof elsewhere> {
  const instants = vendor.plan(stream.name).timeline.at(0);
  const making = beginRecord({ words, seed: hash(seed, call.number, "elsewhere"), instants, stream: "" });
  const valueOf = (schema: Schema) => valueFor(schema, { reader, making, fullness: "sparse" });
  return elsewhere(operation, { document, reader, pathname: call.url.pathname, valueOf });
}

const answerOptions = ({ operation, stream, reader, words, seed, vendor }: Doing): RecordAnswerOptions => {
  const instants = vendor.plan(stream.name).timeline.at(0);
  return { operation, stream, reader, words, seed, instants };
};

function note({ call, stream, log, vendor }: Doing, action: "create" | "update" | "delete", entry: Entry): void {
  const key = keyOf(vendor.plan(stream.name), entry.record());
  log.effect({ number: call.number, stream: stream.name, action, key });
}

/** Strong validator (RFC 9110, section 8.8.3): one for each version of a record. */
const etagOf = ({ n, version }: Entry): string => `"${n.toString(36)}-${version}"`;

/** The refusal of a write that is meant for another version, said by `If-Match` or where the connector says. */
function staleness(entry: Entry, { call, stream }: Doing): Answer | undefined {
  const etag = etagOf(entry);
  if (matchFails(call.request.headers.get("if-match"), etag))
    return problem(412, "The record has changed since.", { etag });
  const { param, version } = stream.concurrency ?? {};
  if (param === undefined || version === undefined || version.startsWith("header:")) return undefined;
  const meant = parameter(call, param);
  const isMeant = meant === undefined || asText(meant) === asText(read(entry.record(), version));
  return isMeant ? undefined : problem(409, "The record has changed since; this version is not the last.");
}
