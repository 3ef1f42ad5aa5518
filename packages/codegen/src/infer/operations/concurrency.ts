import type { ConcurrencyControl, Json, RecordOperations, ResponseRef } from "@waybill/sync/connector";
import { isObject } from "../../load/json/json-value.ts";
import { answer, SURE, type Answer } from "../rules/answer.ts";
import { flatOf, isPlain } from "../document/fields.ts";
import { operationAt, type Model, type Operation, type Parameter } from "../document/operation.ts";
import { nounsOf } from "../document/path.ts";
import { pointerOf } from "../document/pointer-of.ts";
import type { Rule } from "../rules/rule.ts";
import type { Shape } from "../document/shape.ts";
import { firstNamed, term, type Term } from "../rules/term.ts";
import { flat, sameNoun } from "../words/words.ts";
import { operationName } from "../document/operation-name.ts";

export interface ConcurrencyInput {
  readonly model: Model;
  readonly operations: RecordOperations;
  readonly record: Json | undefined;
}

/** Names of a field that changes with every version of a record, the plainest first. */
export const versionTerms: readonly Term[] = [
  term("etag", /^(odata|resource)?etag$/, { rests: "OData 4.01, @odata.etag; Google AIP-154, etag" }),
  term(
    "version",
    /^(resource|lock|row|object|record|entity)?version(number|no)?$|^_?rev(ision)?$|^(sync|concurrency|change)(token|stamp)$/,
    {
      rests:
        "Rails optimistic locking, lock_version; Jakarta Persistence, @Version; CouchDB, _rev; ABP, ConcurrencyStamp",
    },
  ),
];

interface ConcurrencyRule extends Rule {
  readonly find: (input: ConcurrencyInput & { readonly write: Operation }) => Answer<ConcurrencyControl> | undefined;
}

/** How a write can say which version it is meant for. */
export const concurrencyRules: readonly ConcurrencyRule[] = [
  { name: "If-Match", rests: "RFC 9110, section 13.1.1", find: ifMatch },
  {
    name: "version in the body",
    rests: "Rails optimistic locking, lock_version; CouchDB, _rev",
    find: inBody,
  },
];

/** How a write is kept from undoing another one that came between. Undefined where the document tells of no way. */
export function inferConcurrency(input: ConcurrencyInput): Answer<ConcurrencyControl | undefined> {
  let unsure: Answer<ConcurrencyControl> | undefined;
  for (const write of writesOf(input)) {
    for (const { find } of input.model.keep(concurrencyRules)) {
      const found = find({ ...input, write });
      if (found !== undefined && found.confidence >= SURE) return found;
      unsure ??= found;
    }
  }
  return unsure ?? answer(undefined, 0.7, "no write takes a version: the last one wins");
}

function writesOf({ model, operations: { update, delete: remove } }: ConcurrencyInput): readonly Operation[] {
  return [update, remove].flatMap((each) => operationAt(model, each) ?? []);
}

function ifMatch({
  write,
  model,
  operations,
  record,
}: ConcurrencyInput & { readonly write: Operation }): Answer<ConcurrencyControl> | undefined {
  const header = write.parameters.find(({ place, name }) => place === "header" && flat(name) === "ifmatch");
  if (header === undefined) return undefined;
  const read = operationAt(model, operations.get);
  const tagged = [read, write].some((each) =>
    [...(each?.answerHeaders.keys() ?? [])].some((name) => /^etag$/i.test(name)),
  );
  const field = versionField(model, record, versionTerms.slice(0, 1));
  const version = tagged || field === undefined ? "header:ETag" : field;
  const value: ConcurrencyControl = { param: header.ref, version };
  return answer(value, tagged || field !== undefined ? 0.95 : 0.85, [
    `${operationName(write)} takes the header ${header.name}`,
  ]);
}

/** A field of the record that is called a version, and that the body of a write takes too. */
function inBody({
  write,
  model,
  record,
}: ConcurrencyInput & { readonly write: Operation }): Answer<ConcurrencyControl> | undefined {
  const field = versionField(model, record, versionTerms);
  const sent = field === undefined ? undefined : sentAs({ model, write, record }, field);
  if (field === undefined || sent === undefined) return undefined;
  const takes = `${operationName(write)} takes ${sent.ref} of the record`;
  const value = { param: sent.ref, version: field };
  if (isCompared(sent)) return answer(value, 0.9, takes);
  if (!sent.required && !SPEAKS_OF_VERSION.test(sent.text)) return undefined;
  const why = "and does not say that it compares it: where it is data, set concurrency to false";
  return answer(value, sent.required ? 0.75 : 0.6, `${takes}, ${why}`);
}

/** True where the text says that a write has to name the version it is meant for, or that of a number that it is the current one. */
function isCompared({ text, shape }: Parameter): boolean {
  return COMPARED.test(text) || (shape.types.has("integer") && /\bcurrent `?version/i.test(text));
}

/** What is said of a version that counts the writes, or keeps one from undoing another. */
const COMPARED =
  /\b(optimistic|concurrency|concurrent (update|edit|write|change|modification)|conflict(?!\w* with (an)?other)|incremented (each|every) time|incremented (with|on|at|after|by) (each|every|any))/i;

/** The same words are said of an app that is sold in versions, and of a model that is. */
const SPEAKS_OF_VERSION = /\b(stale|mismatch|overwrit|(latest|current) `?version)/i;

interface Write {
  readonly model: Model;
  readonly write: Operation;
  readonly record: Json | undefined;
}

/** The member of a write's body that takes the version: its own, or that of the record in it, `/invoice/version`. */
function sentAs({ model, write, record }: Write, field: ResponseRef): Parameter | undefined {
  if (!isObject(write.body)) return undefined;
  const body = model.read(write.body);
  const name = field.slice(field.lastIndexOf("/") + 1);
  if (body.fields.has(name)) return member(model, body, [name]);
  const names = model.fields(record, 1).map((each) => each.name);
  const [noun = ""] = nounsOf(model.keep, write.path);
  for (const [holder, schema] of body.fields) {
    // Another record may be in the body too: the one to copy from, the one to move it to.
    if (!sameNoun(holder, noun) && !WRAPPER.test(holder)) continue;
    const inner = model.read(schema);
    const isRecord = names.filter((each) => inner.fields.has(each)).length > names.length / 2;
    if (isRecord && inner.fields.has(name)) return member(model, inner, [holder, name]);
  }
  return undefined;
}

/** What a record is called where it is not called by its noun; JSON:API has `data`. */
const WRAPPER = /^(data|attributes|record|resource|entity|object|item|payload)$/;

function member(model: Model, holder: Shape, path: readonly string[]): Parameter {
  const name = path.at(-1) ?? "";
  const shape = model.read(holder.fields.get(name));
  const required = path.length === 1 && holder.required.has(name);
  return { ref: pointerOf(path), name, place: "body", required, shape, text: shape.description };
}

function versionField(model: Model, record: Json | undefined, terms: readonly Term[]): ResponseRef | undefined {
  const fields = model.fields(record, 1).filter(isPlain);
  const found = firstNamed(model.keep(terms), fields, flatOf);
  return found === undefined || found.pointer === "" ? undefined : found.pointer;
}
