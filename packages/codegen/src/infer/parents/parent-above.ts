import { namesKey } from "../words/noun-words.ts";
import { onlyKey, pathRef, type FoundParent, type ListedStream, type Family, type ParentRule } from "./parent-rule.ts";
import { pathParameters, segmentsOf } from "../document/path.ts";

/**
 * The stream whose records fill the last path parameter: `/projects/{id}/tasks` below `/projects`. The parameters before it stand in the parent's own
 * path as well, where a connection gives them, the same to both, or the parent's parent does.
 */
export const parentAbove: ParentRule = { name: "list at the path above", find };

function find(child: ListedStream, { at, mayFill }: Family): FoundParent | undefined {
  const { path } = child.operation;
  const parameters = pathParameters(path);
  const parameter = parameters.at(-1);
  const above = parameter === undefined ? undefined : pathAbove(path, parameter);
  if (parameter === undefined || above === undefined) return undefined;
  const ref = pathRef(parameter);
  const found = at(above)
    .map((stream) => ({ stream, key: onlyKey(stream) }))
    .find(({ stream, key }) => mayFill(stream, child, key === undefined ? [] : [{ ref, key }]));
  if (found?.key === undefined) return undefined;
  const { stream, key } = found;
  // Far down a path, records often go by another name than their key: a number in their project, a name in their repository.
  if (parameters.length > 1 && !namesKey(parameter, key)) return undefined;
  return {
    stream,
    fills: [{ ref, key }],
    confidence: 0.85,
    evidence: [`${above} lists the records that {${parameter}} names`],
  };
}

/** The collection in which a parameter names a record; undefined where it is only a part of a segment. */
export function pathAbove(path: string, parameter: string): string | undefined {
  const segments = segmentsOf(path);
  const at = segments.lastIndexOf(`{${parameter}}`);
  return at < 0 ? undefined : `/${segments.slice(0, at).join("/")}`;
}
