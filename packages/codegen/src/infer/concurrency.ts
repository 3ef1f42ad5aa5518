import type { ConcurrencyControl, Json, RecordOperations, ResponseRef } from "@waybill/sync/connector";
import { isObject } from "../load/json-value.ts";
import { answer, type Answer } from "./answer.ts";
import { flatOf, isPlain } from "./fields.ts";
import { operationAt, type Model, type Operation, type Parameter } from "./operation.ts";
import { pointerOf } from "./pointer-of.ts";
import type { Rule } from "./rule.ts";
import type { Shape } from "./shape.ts";
import { firstNamed, term, type Term } from "./term.ts";
import { flat } from "./words.ts";

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
  for (const write of writesOf(input)) {
    for (const { find } of input.model.keep(concurrencyRules)) {
      const found = find({ ...input, write });
      if (found !== undefined) return found;
    }
  }
  return answer(undefined, 0.7, "no write takes a version: the last one wins");
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
    `${write.method} ${write.path} takes the header ${header.name}`,
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
  const sure = SAYS_VERSION.test(sent.text);
  if (!sure && !sent.required) return undefined;
  return answer(
    { param: sent.ref, version: field },
    sure ? 0.9 : 0.75,
    `${write.method} ${write.path} takes ${sent.ref} of the record`,
  );
}

/** What is said of a version that a write has to name, or of one that counts the writes. */
const SAYS_VERSION =
  /\b(concurren|optimistic|conflict|latest version|current version|stale|mismatch|overwrit|incremented (each|every) time|(latest|current) `?version)/i;

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
  for (const [holder, schema] of body.fields) {
    const inner = model.read(schema);
    const isRecord = names.filter((each) => inner.fields.has(each)).length > names.length / 2;
    if (isRecord && inner.fields.has(name)) return member(model, inner, [holder, name]);
  }
  return undefined;
}

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
