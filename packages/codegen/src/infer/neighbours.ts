import type { RecordOperations } from "@waybill/sync/connector";
import { textAt } from "../load/json-value.ts";
import { answer, type Answer } from "./answer.ts";
import { keyOf, type Model, type Operation } from "./operation.ts";
import { isVerb, lastLiteral, withoutFormat } from "./path.ts";
import type { Keep, Rule } from "./rule.ts";
import { singular, wordsOf } from "./words.ts";

/** The operations on one record of the list, found by the shape of their paths. */
export function inferNeighbours(model: Model, operation: Operation): Answer<RecordOperations> {
  for (const base of basesOf(model.keep, operation.path)) {
    const found = neighboursAt({ model, list: operation, base });
    const count = Object.values(found).filter((each) => each !== undefined).length;
    if (count > 0) return answer(found, 0.9, [`paths ${base} and ${base}/{…}`]);
  }
  return answer({}, 0.8, "no operation on one record has a path below this one");
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
  { name: "get", role: "get", find: (at) => find(at, "GET", itemOf(at)) },
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
    if (operation !== undefined) found[rule.role] = `${operation.method} ${operation.path}`;
  }
  return found;
}

const itemOf = ({ base }: Neighbourhood): string => `${base}/{}`;

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
