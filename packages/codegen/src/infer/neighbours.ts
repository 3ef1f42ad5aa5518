import type { RecordOperations } from "@waybill/sync/connector";
import { answer, type Answer } from "./answer.ts";
import { keyOf, type Model, type Operation } from "./operation.ts";
import { isVerb, lastLiteral, pathParameters } from "./path.ts";

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
  const own = path.replace(/\/$/, "");
  const last = lastLiteral(own);
  return last !== undefined && isVerb(last) ? [own, own.slice(0, -last.length - 1)] : [own];
}

function neighboursAt(model: Model, list: Operation, base: string): RecordOperations {
  const at = (method: string, path: string): string | undefined => {
    const found = model.byKey.get(keyOf(method, path));
    return found === undefined || found === list ? undefined : `${found.method} ${found.path}`;
  };
  const item = `${base}/{}`;
  return {
    create:
      list.method === "POST" && list.path === base
        ? undefined
        : (at("POST", base) ?? (putCreates(model, list, base) ? at("PUT", base) : undefined)),
    get: at("GET", item),
    update: at("PATCH", item) ?? at("PUT", item) ?? at("POST", item),
    delete: at("DELETE", item),
  };
}

function putCreates(model: Model, list: Operation, base: string): boolean {
  const put = model.byKey.get(keyOf("PUT", base));
  return (
    put !== undefined &&
    pathParameters(put.path).length === pathParameters(list.path).length &&
    /\b(create|add)/i.test(`${put.operationId ?? ""} ${put.text}`)
  );
}
