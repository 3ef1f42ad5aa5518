import type { ParameterRef, ParentRef, Pointer } from "@waybill/sync/connector";
import { answer, type Answer } from "./answer.ts";
import { pathParameters, segmentsOf } from "./path.ts";
import { wordsOf } from "./words.ts";

/** What a stream has to say for another one to be listed below it. */
export interface ParentCandidate {
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly primaryKey: readonly Pointer[];
  /** Parameters that nothing in the document fills. */
  readonly open: readonly ParameterRef[];
}

/**
 * The stream whose records fill the last path parameter: `/projects/{id}/tasks` below `/projects`. The parameters before it have to be the account's,
 * as in `/accounts/{account}/envelopes/{envelopeId}/documents`: they stand in the parent's own path, no stream fills them there, and a connection gives
 * the same values to both. Only streams that lack nothing else are parents, so that what is inferred can be followed.
 */
export function inferParent(
  { name, path }: Pick<ParentCandidate, "name" | "path">,
  streams: readonly ParentCandidate[],
): Answer<ParentRef | undefined> {
  const others = pathParameters(path);
  const parameter = others.at(-1);
  if (parameter === undefined) return answer(undefined, 0.9, "not below one record of another stream");
  const segments = segmentsOf(path);
  const at = segments.lastIndexOf(`{${parameter}}`);
  if (at < 0) return answer(undefined, 0.8, `{${parameter}} is only a part of a segment`);
  const above = `/${segments.slice(0, at).join("/")}`;
  const given = new Set(others.slice(0, -1).map((each): ParameterRef => `path:${each}`));
  const parent = streams.find(
    (each) =>
      each.method === "GET" &&
      isAt(each.path, above) &&
      each.name !== name &&
      each.open.every((ref) => given.has(ref)) &&
      inferParent(each, streams).value === undefined,
  );
  const [key, ...keys] = parent?.primaryKey ?? [];
  if (parent === undefined || key === undefined || keys.length > 0)
    return answer(undefined, 0.8, `no stream lists ${above}`);
  // Far down a path, records often go by another name than their key: a number in their project, a name in their repository.
  if (given.size > 0 && !names(parameter, key))
    return answer(undefined, 0.8, `{${parameter}} does not say that it is ${key} of ${above}`);
  // Under its own key alone, a record that another parent numbers alike would be lost. Under both, nothing is, whichever way the vendor counts.
  return answer({ stream: parent.name, parameters: { [parameter]: key }, keys: "below-parent" }, 0.85, [
    `${above} lists the records that {${parameter}} names`,
    'stored below their parents; correct keys to "own" where a key names one record in all of them',
  ]);
}

/** `{envelopeId}` and `/envelopeId`, `{project_id}` and `/id`. */
function names(parameter: string, key: Pointer): boolean {
  const field = wordsOf(key.slice(key.lastIndexOf("/") + 1));
  const words = wordsOf(parameter).slice(-field.length);
  return field.length > 0 && field.join() === words.join();
}

function isAt(path: string, above: string): boolean {
  return path === above || (path.length === above.length + 1 && path.startsWith(above) && path.endsWith("/"));
}
