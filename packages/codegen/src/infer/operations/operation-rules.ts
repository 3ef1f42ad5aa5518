import type { RecordOperations } from "@waybill/sync/connector";
import { textAt } from "../../load/json/json-value.ts";
import { operationName } from "../document/operation-name.ts";
import { keyOf, type Model, type Operation } from "../document/operation.ts";
import { isVerb, lastLiteral, pathParameters } from "../document/path.ts";
import type { Shape } from "../document/shape.ts";
import { besideTerms } from "../lists/items.ts";
import { pagingParameters } from "../pagination/paging-parameters.ts";
import type { Rule } from "../rules/rule.ts";
import { termOf } from "../rules/term.ts";
import { singular, wordsOf } from "../words/words.ts";

/** A list, and where the records that it lists may have their paths. */
export interface Collection {
  readonly model: Model;
  readonly list: Operation;
  /** Path of the collection. */
  readonly base: string;
}

interface OperationRule extends Rule {
  readonly role: keyof RecordOperations;
  readonly find: (collection: Collection) => Operation | undefined;
}

/** Where the operations on one record are; of two rules with one role the first counts. */
export const operationRules: readonly OperationRule[] = [
  { name: "create by PUT beside a POST that updates too", role: "create", find: putBesidePost },
  { name: "create by POST to the collection", role: "create", find: (at) => postTo(at) },
  {
    name: "create by PUT to the collection",
    role: "create",
    find: (at) => (createsByPut(at) ? find(at, "PUT", at.base) : undefined),
  },
  {
    name: "create by PUT of one record",
    role: "create",
    find: (at) => (says(at, "PUT", itemOf(at), /\bcreates?\b/i) ? find(at, "PUT", itemOf(at)) : undefined),
  },
  { name: "create by PUT of one record below a parent", role: "create", find: addedBelow },
  { name: "get", role: "get", find: getOne },
  { name: "update by PATCH", role: "update", find: (at) => changeBy(at, "PATCH") },
  { name: "update by PUT", role: "update", find: (at) => changeBy(at, "PUT") },
  { name: "update by POST", role: "update", find: (at) => changeBy(at, "POST") },
  { name: "delete", role: "delete", find: (at) => find(at, "DELETE", itemOf(at)) },
];

/** What the rules find at a collection, by role. */
export function operationsAt(at: Collection): RecordOperations {
  const found: Partial<Record<keyof RecordOperations, string>> = {};
  for (const rule of at.model.keep(operationRules)) {
    if (found[rule.role] !== undefined) continue;
    const operation = rule.find(at);
    if (operation !== undefined) found[rule.role] = operationName(operation);
  }
  return found;
}

const itemOf = ({ base }: Collection): string => `${base}/{}`;

/** What answers with several things of the list's own kind, or of another, is no read of one. */
export function getOne(at: Collection): Operation | undefined {
  const found = find(at, "GET", itemOf(at));
  return found === undefined || listsMore(at, found) ? undefined : found;
}

/** `/tags/{tag}` pages the things that have a tag; `/buckets/{region}` answers as `/buckets` does, and its parameter names no bucket. */
function listsMore({ model, list, base }: Collection, found: Operation): boolean {
  const one = model.read(found.answer);
  if (one.types.has("array")) return true;
  const all = model.read(list.answer);
  const names = [...one.fields.keys()];
  const isArray = ({ fields }: Shape, name: string): boolean => model.read(fields.get(name)).types.has("array");
  const beside = model.keep(besideTerms);
  if (!names.some((name) => isArray(one, name) && isArray(all, name) && termOf(beside, name) === undefined))
    return false;
  const { page, offset, cursors } = pagingParameters(model, found);
  if ((page ?? offset ?? cursors[0]) !== undefined) return true;
  const isEnvelope =
    names.length > 1 && names.length === all.fields.size && names.every((name) => all.fields.has(name));
  const noun = singular(wordsOf(lastLiteral(base) ?? "").at(-1) ?? "");
  return isEnvelope && !wordsOf(pathParameters(found.path).at(-1) ?? "").includes(noun);
}

function find({ model, list }: Collection, method: string, path: string): Operation | undefined {
  const found = model.byKey.get(keyOf(method, path));
  return found === list ? undefined : found;
}

/**
 * A PUT or a POST without a body, and with nothing to choose, adds or runs something and changes no field (RFC 9110, section 9.3.4), unless its words say
 * so. What its words say it does instead (`PUT /folders/{id}` that moves an envelope) is no update either.
 */
function changeBy(at: Collection, method: string): Operation | undefined {
  const found = find(at, method, itemOf(at));
  if (found === undefined) return undefined;
  const takesValues =
    method === "PATCH" ||
    found.source["requestBody"] !== undefined ||
    found.parameters.some(({ place }) => place === "query");
  const words = `${nameWords(found)} ${summaryOf(found)}`;
  const isChange =
    CHANGES.test(words) ||
    (method === "PATCH" && PATCHES.test(words)) ||
    (takesValues && (REPLACES.test(words) || !doesOther(found, at)));
  return isChange ? found : undefined;
}

const CHANGES = /\b(updates?|edits?|modif(y|ies)|changes?)\b/i;
const REPLACES = /\b(replaces?|overwrites?|upserts?|sets?)\b/i;
const PATCHES = /\b(patch(es)?|saves?|renames?)\b/i;

/** Whether its name or its summary begins with something else that is done. `invites_put` begins with what is there. */
function doesOther(operation: Operation, { base }: Collection): boolean {
  const [first = ""] = wordsOf(operation.operationId?.split("/").at(-1) ?? "");
  const [noun = ""] = wordsOf(lastLiteral(base) ?? "");
  const isNoun = singular(first) === singular(noun);
  return (!isNoun && OTHERWISE.test(first)) || OTHERWISE.test(summaryOf(operation));
}

const OTHERWISE =
  /^\W*(accept|add|approve|cancel|convert|copy|create|decline|delete|invite|move|reject|remove|review|run|send|start|stop|submit)(e?s)?\b/i;

/** A search (`POST /contacts/search`) creates nothing. */
function postTo(at: Collection): Operation | undefined {
  return isVerb(at.model.keep, lastLiteral(at.base) ?? "") ? undefined : find(at, "POST", at.base);
}

/** Of a PUT whose words say that it creates and a POST whose words say that it updates too, the PUT creates and nothing else. */
function putBesidePost(at: Collection): Operation | undefined {
  const both = createsByPut(at) && says(at, "POST", at.base, /\bupdates?\b/i) && postTo(at) !== undefined;
  return both ? find(at, "PUT", at.base) : undefined;
}

/** `PUT /teams/{id}/members/{name}` "Add a member": what is added below a parent becomes one of its records. */
function addedBelow(at: Collection): Operation | undefined {
  const found = find(at, "PUT", itemOf(at));
  if (found === undefined || pathParameters(at.base).length === 0) return undefined;
  const [, added = ""] = ADDS.exec(summaryOf(found) || nameWords(found)) ?? [];
  const noun = wordsOf(lastLiteral(at.base) ?? "")
    .map(singular)
    .join(" ");
  const words = wordsOf(added).map(singular);
  // "Add a note to the task" and "Add a member address" write to a record that is there.
  return noun !== "" && words.join(" ") === noun ? found : undefined;
}

/** What is added: the words after `add`, up to where it is added. */
const ADDS = /^\W*adds? (?:(?:an?|the|one|new) )*([\w -]+?)(?= (?:to|into|in|on|by|for|with)\b|[^\w -]|$)/i;

function createsByPut(at: Collection): boolean {
  return !isVerb(at.model.keep, lastLiteral(at.base) ?? "") && says(at, "PUT", at.base, /\b(creates?|adds?)\b/i);
}

function says({ model }: Collection, method: string, path: string, words: RegExp): boolean {
  const found = model.byKey.get(keyOf(method, path));
  return found !== undefined && words.test(wordsAbout(found));
}

function wordsAbout(operation: Operation): string {
  return `${nameWords(operation)} ${operation.text}`;
}

function nameWords({ operationId = "" }: Operation): string {
  return wordsOf(operationId).join(" ");
}

function summaryOf({ source }: Operation): string {
  return textAt(source, "summary") ?? "";
}
