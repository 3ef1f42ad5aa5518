import type { Pointer } from "@waybill/sync/connector";
import { namesKey, nounText, saysKey } from "./noun-words.ts";
import { fieldsOfListed } from "./listed-record.ts";
import { keyOf } from "./operation.ts";
import { pathAbove } from "./parent-above.ts";
import { onlyKey, onlyOne, pathRef, type Family, type FoundParent, type ListedStream } from "./parent-rule.ts";
import { isParameterSegment, lastLiteral, pathParameters, segmentsOf } from "./path.ts";

/**
 * The stream whose records fill the last path parameter, where they are listed below another path: `/teams/{team_gid}/projects`, and the teams at
 * `/workspaces/{workspace_gid}/teams`. That both mean the same teams has to show in one of them: `/teams/{team_gid}` answers with what the list holds.
 */
export function parentElsewhere(child: ListedStream, family: Family): FoundParent | undefined {
  const { model, at, called, mayFill } = family;
  const { path, parameters } = child.operation;
  const parameter = pathParameters(path).at(-1);
  const above = parameter === undefined ? undefined : pathAbove(path, parameter);
  const noun = above === undefined ? undefined : lastLiteral(above);
  if (parameter === undefined || above === undefined || noun === undefined) return undefined;
  const ref = pathRef(parameter);
  const item = model.byKey.get(keyOf("GET", `${above}/{}`));
  // Where the collection has a list of its own, records of another one are others, or a part of them.
  if (item === undefined || at(above).length > 0) return undefined;
  const text = parameters.find((each) => each.ref === ref)?.text ?? "";
  const isKey = (key: Pointer): boolean =>
    namesKey(parameter, key) || (saysKey(text) && nounText(parameter) === nounText(noun));
  const found = called(noun).flatMap((stream) => {
    const key = onlyKey(stream);
    const fits = key !== undefined && isKey(key) && isWithin(above, stream.operation.path);
    return fits && mayFill(stream, child, [{ ref, key }]) && fieldsOfListed(model, item, stream) !== undefined
      ? [{ stream, key }]
      : [];
  });
  const only = onlyOne(found, family);
  if (only === undefined) return undefined;
  const evidence = [`${only.stream.operation.path} lists what ${item.path} answers with`];
  const { stream, key } = only;
  return { stream, fills: [{ ref, key }], confidence: family.isChild(stream) ? 0.8 : 0.85, evidence };
}

/** Whether a list stands in the same part of the API: `/tax/transactions` are no `/treasury/transactions`. */
export function isWithin(above: string, path: string): boolean {
  const literals = segmentsOf(path).filter((segment) => !isParameterSegment(segment));
  return segmentsOf(above)
    .filter((segment) => !isParameterSegment(segment))
    .slice(0, -1)
    .every((segment) => literals.includes(segment));
}
