import type { RecordOperations } from "@waybill/sync/connector";
import { textAt } from "../../load/json/json-value.ts";
import { answer, type Answer } from "../rules/answer.ts";
import { besideTerms } from "../lists/items.ts";
import { fieldsOfListed } from "../parents/listed-record.ts";
import { keyOf, type Model, type Operation } from "../document/operation.ts";
import { isId, namesKey, nounText } from "../words/noun-words.ts";
import { pagingParameters } from "../pagination/paging-parameters.ts";
import type { ListedStream } from "../parents/parent-rule.ts";
import { isVerb, lastLiteral, pathParameters, withoutFormat, withoutParents } from "../document/path.ts";
import type { Keep, Rule } from "../rules/rule.ts";
import type { Shape } from "../document/shape.ts";
import { termOf } from "../rules/term.ts";
import { flat, singular, wordsOf } from "../words/words.ts";
import { operationName } from "../document/operation-name.ts";

type Listed = Pick<ListedStream, "record" | "primaryKey">;

/** The operations on one record of the list, found by the shape of their paths. */
export function inferNeighbours(model: Model, operation: Operation, listed: Listed): Answer<RecordOperations> {
  const alone = aloneAt(model, operation, listed);
  for (const base of basesOf(model.keep, operation.path)) {
    const found = { ...alone?.found, ...neighboursAt({ model, list: operation, base }) };
    const count = Object.values(found).filter((each) => each !== undefined).length;
    const told = alone === undefined ? [] : [`${alone.base}/{…} answers with such a record`];
    if (count > 0) return answer(found, 0.9, [`paths ${base} and ${base}/{…}`, ...told]);
  }
  return answer({}, 0.8, "no operation on one record has a path below this one");
}

/**
 * Where a list below a parent has no path of one record, that of the noun alone: `/sections/{section}` of `/projects/{project}/sections`, where it answers
 * with what the list holds. It is written there only where the record names its one parent: `/users/{user}` beside `/teams/{team}/users` deletes a user,
 * not a membership, and no list of all users has to say so.
 */
function aloneAt(
  model: Model,
  list: Operation,
  listed: Listed,
): { readonly base: string; readonly found: RecordOperations } | undefined {
  const parameters = pathParameters(list.path);
  const isOwn = ["GET", "PUT", "PATCH", "POST", "DELETE"].some((method) =>
    model.byKey.has(keyOf(method, `${list.path}/{}`)),
  );
  if (parameters.length === 0 || isOwn) return undefined;
  const at = { model, list, base: withoutParents(list.path, parameters) };
  const item = getOne(at);
  if (item === undefined || fieldsOfListed(model, item, listed) === undefined || !takesKeyOf(listed, item))
    return undefined;
  const get = operationName(item);
  if (!namesParent(model, list, item) || isListedElsewhere(at)) return { base: at.base, found: { get } };
  // What is created there may lie elsewhere.
  const { create: _create, ...found } = neighboursAt(at);
  return { base: at.base, found };
}

function isListedElsewhere({ model, list, base }: Neighbourhood): boolean {
  const noun = lastLiteral(list.path);
  return model.operations.some(
    ({ method, path }) =>
      path !== list.path &&
      lastLiteral(path) === noun &&
      (method === "GET" || (method === "POST" && keyOf(method, path) !== keyOf(method, base))),
  );
}

/** Whether one record has a field for what it is listed below: `project` or `project_id`, and no list of them. */
function namesParent({ fields }: Model, list: Operation, item: Operation): boolean {
  const above = list.path.slice(0, list.path.lastIndexOf("{"));
  const noun = flat(nounText(lastLiteral(above) ?? ""));
  return fields(item.answer, 2).some(
    ({ name, shape }) =>
      noun !== "" && flat(name).replace(/(id|gid|uuid|key)$/, "") === noun && !shape.types.has("array"),
  );
}

/** Whether one record is asked for by its key, and not by another of its fields: `/machines/{hostname}` beside keys in `/id`. */
function takesKeyOf({ primaryKey: [key, ...others] }: Listed, item: Operation): boolean {
  if (key === undefined || others.length > 0) return false;
  const parameter = pathParameters(item.path).at(-1) ?? "";
  const noun = nounText(lastLiteral(item.path.slice(0, item.path.lastIndexOf("/"))) ?? "");
  const isNoun = ` ${noun}`.endsWith(` ${nounText(parameter)}`);
  return namesKey(parameter, key) || (isNoun && isId(key));
}

/** The list's own path; where it ends in a verb (`/contacts/search`), also the path before that. */
function basesOf(keep: Keep, path: string): readonly string[] {
  const own = withoutFormat(path).replace(/\/$/, "");
  const last = lastLiteral(own);
  return last !== undefined && isVerb(keep, last) ? [own, own.slice(0, -last.length - 1)] : [own];
}

interface Neighbourhood {
  readonly model: Model;
  readonly list: Operation;
  /** Path of the collection. */
  readonly base: string;
}

interface NeighbourRule extends Rule {
  readonly role: keyof RecordOperations;
  readonly find: (neighbourhood: Neighbourhood) => Operation | undefined;
}

/** Where the operations on one record are; of two rules with one role the first counts. */
export const neighbourRules: readonly NeighbourRule[] = [
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

function neighboursAt(at: Neighbourhood): RecordOperations {
  const found: Partial<Record<keyof RecordOperations, string>> = {};
  for (const rule of at.model.keep(neighbourRules)) {
    if (found[rule.role] !== undefined) continue;
    const operation = rule.find(at);
    if (operation !== undefined) found[rule.role] = operationName(operation);
  }
  return found;
}

const itemOf = ({ base }: Neighbourhood): string => `${base}/{}`;

/** What answers with several things of the list's own kind, or of another, is no read of one. */
function getOne(at: Neighbourhood): Operation | undefined {
  const found = find(at, "GET", itemOf(at));
  return found === undefined || listsMore(at, found) ? undefined : found;
}

/** `/tags/{tag}` pages the things that have a tag; `/buckets/{region}` answers as `/buckets` does, and its parameter names no bucket. */
function listsMore({ model, list, base }: Neighbourhood, found: Operation): boolean {
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

function find({ model, list }: Neighbourhood, method: string, path: string): Operation | undefined {
  const found = model.byKey.get(keyOf(method, path));
  return found === list ? undefined : found;
}

/**
 * A PUT or a POST without a body, and with nothing to choose, adds or runs something and changes no field (RFC 9110, section 9.3.4), unless its words say
 * so. What its words say it does instead (`PUT /folders/{id}` that moves an envelope) is no update either.
 */
function changeBy(at: Neighbourhood, method: string): Operation | undefined {
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
function doesOther(operation: Operation, { base }: Neighbourhood): boolean {
  const [first = ""] = wordsOf(operation.operationId?.split("/").at(-1) ?? "");
  const [noun = ""] = wordsOf(lastLiteral(base) ?? "");
  const isNoun = singular(first) === singular(noun);
  return (!isNoun && OTHERWISE.test(first)) || OTHERWISE.test(summaryOf(operation));
}

const OTHERWISE =
  /^\W*(accept|add|approve|cancel|convert|copy|create|decline|delete|invite|move|reject|remove|review|run|send|start|stop|submit)(e?s)?\b/i;

/** A search (`POST /contacts/search`) creates nothing. */
function postTo(at: Neighbourhood): Operation | undefined {
  return isVerb(at.model.keep, lastLiteral(at.base) ?? "") ? undefined : find(at, "POST", at.base);
}

/** Of a PUT whose words say that it creates and a POST whose words say that it updates too, the PUT creates and nothing else. */
function putBesidePost(at: Neighbourhood): Operation | undefined {
  const both = createsByPut(at) && says(at, "POST", at.base, /\bupdates?\b/i) && postTo(at) !== undefined;
  return both ? find(at, "PUT", at.base) : undefined;
}

/** `PUT /teams/{id}/members/{name}` "Add a member": what is added below a parent becomes one of its records. */
function addedBelow(at: Neighbourhood): Operation | undefined {
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

function createsByPut(at: Neighbourhood): boolean {
  return !isVerb(at.model.keep, lastLiteral(at.base) ?? "") && says(at, "PUT", at.base, /\b(creates?|adds?)\b/i);
}

function says({ model }: Neighbourhood, method: string, path: string, words: RegExp): boolean {
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
