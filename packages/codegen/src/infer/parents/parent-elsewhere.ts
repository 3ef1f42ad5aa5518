import type { Pointer } from "@waybill/sync/connector";
import { namesKey, nounText, saysKey } from "../words/noun-words.ts";
import { fieldsOfListed } from "./listed-record.ts";
import { keyOf, type Operation } from "../document/operation.ts";
import { pathAbove } from "./parent-above.ts";
import { isWithin, mayHoldPart } from "./parent-place.ts";
import { onlyKey, onlyOne, pathRef, type Family, type FoundParent, type ListedStream } from "./parent-rule.ts";
import { lastLiteral, pathParameters } from "../document/path.ts";

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
  const { stream, key } = only;
  return { stream, fills: [{ ref, key }], ...howSure({ above, item, stream }, family) };
}

interface Told {
  /** Path of the collection, and the operation that answers with one of its records. */
  readonly above: string;
  readonly item: Operation;
  readonly stream: ListedStream;
}

function howSure(
  { above, item, stream }: Told,
  { isChild }: Pick<Family, "isChild">,
): Pick<FoundParent, "confidence" | "evidence"> {
  const { path } = stream.operation;
  const evidence = [`${path} lists what ${item.path} answers with`];
  return mayHoldPart(above, path)
    ? { confidence: 0.7, evidence: [...evidence, `${path} may list only some of them`] }
    : { confidence: isChild(stream) ? 0.8 : 0.85, evidence };
}
