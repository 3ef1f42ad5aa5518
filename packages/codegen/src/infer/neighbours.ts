import type { RecordOperations } from "@waybill/sync/connector";
import { answer, type Answer } from "./answer.ts";
import { keyOf, type Model, type Operation } from "./operation.ts";
import { isVerb, lastLiteral, withoutFormat } from "./path.ts";
import { wordsOf } from "./words.ts";

/** The operations on one record of the list, found by the shape of their paths. */
export function inferNeighbours(model: Model, operation: Operation): Answer<RecordOperations> {
  for (const base of basesOf(operation.path)) {
    const found = neighboursAt(model, operation, base);
    const count = Object.values(found).filter((each) => each !== undefined).length;
    if (count > 0) return answer(found, 0.9, [`paths ${base} and ${base}/{…}`]);
  }
  return answer({}, 0.8, "no operation on one record has a path below this one");
}

/** The list's own path; where it ends in a verb (`/contacts/search`), also the path before that. */
function basesOf(path: string): readonly string[] {
  const own = withoutFormat(path).replace(/\/$/, "");
  const last = lastLiteral(own);
  return last !== undefined && isVerb(last) ? [own, own.slice(0, -last.length - 1)] : [own];
}

function neighboursAt(model: Model, list: Operation, base: string): RecordOperations {
  const at = (method: string, path: string): string | undefined => {
    const found = model.byKey.get(keyOf(method, path));
    return found === undefined || found === list ? undefined : `${found.method} ${found.path}`;
  };
  const item = `${base}/{}`;
  const searches = isVerb(lastLiteral(base) ?? "");
  return {
    create: searches ? undefined : createAt(model, list, base, at),
    get: at("GET", item),
    update: at("PATCH", item) ?? at("PUT", item) ?? at("POST", item),
    delete: at("DELETE", item),
  };
}

type Lookup = (method: string, path: string) => string | undefined;

/** POST to the collection; PUT where its words say that it creates and those of POST that it updates too; PUT of one record that has no POST. */
function createAt(model: Model, list: Operation, base: string, at: Lookup): string | undefined {
  const post = list.method === "POST" && list.path === base ? undefined : at("POST", base);
  const put = createsByPut(model, base) ? at("PUT", base) : undefined;
  if (post !== undefined) return put !== undefined && says(model, "POST", base, /\bupdates?\b/i) ? put : post;
  return put ?? (says(model, "PUT", `${base}/{}`, /\bcreates?\b/i) ? at("PUT", `${base}/{}`) : undefined);
}

function createsByPut(model: Model, base: string): boolean {
  return says(model, "PUT", base, /\b(creates?|adds?)\b/i);
}

function says(model: Model, method: string, path: string, words: RegExp): boolean {
  const found = model.byKey.get(keyOf(method, path));
  return found !== undefined && words.test(`${wordsOf(found.operationId ?? "").join(" ")} ${found.text}`);
}
