import type { RecordOperations } from "@waybill/sync/connector";
import { operationName } from "../document/operation-name.ts";
import { keyOf, type Model, type Operation } from "../document/operation.ts";
import { isVerb, lastLiteral, pathParameters, withoutFormat, withoutParents } from "../document/path.ts";
import { fieldsOfListed } from "../parents/listed-record.ts";
import type { ListedStream } from "../parents/parent-rule.ts";
import { answer, type Answer } from "../rules/answer.ts";
import type { Keep } from "../rules/rule.ts";
import { isId, namesKey, nounText } from "../words/noun-words.ts";
import { flat } from "../words/words.ts";
import { getOne, operationsAt, type Collection } from "./operation-rules.ts";

type Listed = Pick<ListedStream, "record" | "primaryKey">;

/** The operations on one record of the list, found by the shape of their paths. */
export function inferRecordOperations(model: Model, operation: Operation, listed: Listed): Answer<RecordOperations> {
  const alone = aloneAt(model, operation, listed);
  for (const base of basesOf(model.keep, operation.path)) {
    const found = { ...alone?.found, ...operationsAt({ model, list: operation, base }) };
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
  const { create: _create, ...found } = operationsAt(at);
  return { base: at.base, found };
}

function isListedElsewhere({ model, list, base }: Collection): boolean {
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
