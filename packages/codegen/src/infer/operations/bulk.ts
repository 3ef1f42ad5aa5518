import type { RecordOperations } from "@waybill/sync/connector";
import { textAt } from "../../load/json/json-value.ts";
import { answer, type Answer } from "../rules/answer.ts";
import { keyOf, type Model, type Operation } from "../document/operation.ts";
import { isVerb, lastLiteral, withoutFormat } from "../document/path.ts";
import type { Rule } from "../rules/rule.ts";
import { flat, sameNoun, wordsOf } from "../words/words.ts";
import { operationName } from "../document/operation-name.ts";

export interface BulkInput {
  readonly model: Model;
  readonly list: Operation;
  /** The operations on one record. What is one of them, though it takes several at once, is none of these: no operation has two roles. */
  readonly one: RecordOperations;
}

type Role = "bulk" | "upsert";

interface BulkRule extends Rule {
  readonly role: Role;
  readonly find: (input: BulkInput) => Operation | undefined;
}

/** Where the operations on many records are, and the one that creates or updates; of two rules with one role the first counts. */
export const bulkRules: readonly BulkRule[] = [
  { name: "bulk below the collection", role: "bulk", find: (at) => below(at, BULK) },
  {
    name: "custom method",
    role: "bulk",
    rests: "Google AIP-233 to AIP-235, batch methods",
    find: (at) => custom(at, /^batch(create|update|upsert|modify)$/),
  },
  { name: "said to write several", role: "bulk", find: saysSeveral },
  { name: "upsert", role: "upsert", find: (at) => below(at, UPSERT) ?? saysUpsert(at) },
];

const BULK =
  /^(bulk|batch|many|multiple|collection)$|^(bulk|batch|mass)(create|update|insert|upsert|write|save)?$|^(create|update|insert|upsert|write|save)(many|multiple|bulk|batch)$/;
const UPSERT = /^(batch|bulk)?(upsert|createorupdate|createupdate|insertorupdate)$/;

/** The operations on many records of the list, and the one that creates a record or updates it. */
export function inferBulk(input: BulkInput): Answer<Pick<RecordOperations, Role>> {
  const found: Partial<Record<Role, string>> = {};
  // What stands below a search asks for many things at once.
  if (isVerb(input.model.keep, lastLiteral(input.list.path) ?? "")) return answer(found, 0.8, "the path of a search");
  for (const rule of input.model.keep(bulkRules)) {
    if (found[rule.role] !== undefined) continue;
    const operation = rule.find(input);
    if (operation !== undefined) found[rule.role] = operationName(operation);
  }
  const names = Object.values(found);
  return answer(found, 0.8, names.length === 0 ? "no operation writes many records" : names);
}

/** `/contacts/bulk`, `/contacts/batch/create`, `/bulk/contacts`. */
function below({ model, list }: BulkInput, name: RegExp): Operation | undefined {
  const base = baseOf(list);
  return model.below(base).find(({ method, path }) => {
    if (!isWrite(method) || path[base.length] !== "/") return false;
    const rest = path.slice(base.length + 1).split("/");
    const [first = "", then = "create", ...more] = rest.map(flat);
    return more.length === 0 && name.test(first) && /^(create|update|upsert|insert|write|save)$/.test(then);
  });
}

/** `/contacts:batchCreate`. */
function custom({ model, list }: BulkInput, name: RegExp): Operation | undefined {
  const base = baseOf(list);
  return model
    .below(base)
    .find(
      ({ method, path }) =>
        isWrite(method) && path[base.length] === ":" && name.test(flat(path.slice(base.length + 1))),
    );
}

/** `PATCH /transactions` "Update multiple transactions": a write to the collection whose summary says that it takes many, and whose body holds them. */
function saysSeveral({ model, list, one }: BulkInput): Operation | undefined {
  // A collection of jobs is written to by one job at a time, whatever each of them does.
  if (wordsOf(lastLiteral(list.path) ?? "").some((word) => /^(bulk|batch|jobs?)$/.test(word))) return undefined;
  const taken = Object.values(one);
  return ["POST", "PATCH", "PUT"]
    .map((method) => model.byKey.get(keyOf(method, baseOf(list))))
    .find(
      (each) =>
        each !== undefined &&
        each !== list &&
        !taken.includes(operationName(each)) &&
        SEVERAL.test(textAt(each.source, "summary") ?? "") &&
        (isArrayOfObjects(model, each) || holdsArrayOfObjects(model, each, list)),
    );
}

const SEVERAL =
  /\b(create|update|add|modif(y|ie)|change|upsert|save|insert|write|edit)(e?s)? (multiple|many|several|a batch of|one or more)\b|\b(bulk|batch|mass)[ -](create|update|insert|upsert|write|modif|edit)/i;

/** A body that is made of records: an array of objects that is called as the collection is, or has no data beside it. */
function holdsArrayOfObjects(model: Model, { body }: Operation, { path }: Operation): boolean {
  const { fields } = model.read(body);
  return [...fields].some(([name, schema]) => {
    const { types, items } = model.read(schema);
    const isMany = types.has("array") && model.read(items).fields.size > 0;
    return (
      isMany && (fields.size === 1 || sameNoun(name, lastLiteral(path) ?? "") || /^(data|items|records)$/i.test(name))
    );
  });
}

function isArrayOfObjects(model: Model, { body }: Operation): boolean {
  const shape = model.read(body);
  return shape.types.has("array") && shape.fields.size === 0 && model.read(shape.items).fields.size > 0;
}

function saysUpsert({ model, list }: BulkInput): Operation | undefined {
  const base = baseOf(list);
  return ["PUT", "POST", "PATCH"]
    .flatMap((method) => [base, `${base}/{}`].map((path) => model.byKey.get(keyOf(method, path))))
    .find((each) => each !== undefined && each !== list && isUpsert(each));
}

function isUpsert({ operationId = "", text }: Operation): boolean {
  return /\b(upserts?|creates? or (updates?|replaces?)|updates? or creates?)\b/i.test(
    `${wordsOf(operationId).join(" ")} ${text.slice(0, 300)}`,
  );
}

function isWrite(method: string): boolean {
  return method === "POST" || method === "PUT" || method === "PATCH";
}

function baseOf({ path }: Operation): string {
  return withoutFormat(path).replace(/\/$/, "");
}
