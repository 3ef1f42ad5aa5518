import type { ParentRef, Pointer } from "@waybill/sync/connector";
import { answer, type Answer } from "./answer.ts";
import { isParameterSegment, pathParameters, segmentsOf } from "./path.ts";

/** What a stream has to say for another one to be listed below it. */
export interface ParentCandidate {
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly primaryKey: readonly Pointer[];
  /** True where it runs by itself. */
  readonly free: boolean;
}

/**
 * The stream whose records fill the one path parameter: `/projects/{id}/tasks` below `/projects`. Only streams that run by themselves
 * are parents, so that what is inferred can be followed.
 */
export function inferParent(
  { name, path }: Pick<ParentCandidate, "name" | "path">,
  streams: readonly ParentCandidate[],
): Answer<ParentRef | undefined> {
  const [parameter, ...more] = pathParameters(path);
  if (parameter === undefined || more.length > 0)
    return answer(undefined, 0.9, "not below one record of another stream");
  const segments = segmentsOf(path);
  const above = `/${segments.slice(0, segments.findIndex(isParameterSegment)).join("/")}`;
  const parent = streams.find(
    (each) => each.free && each.method === "GET" && isAt(each.path, above) && each.name !== name,
  );
  const [key, ...keys] = parent?.primaryKey ?? [];
  if (parent === undefined || key === undefined || keys.length > 0)
    return answer(undefined, 0.8, `no stream lists ${above}`);
  return answer({ stream: parent.name, parameters: { [parameter]: key } }, 0.85, [
    `${above} lists the records that {${parameter}} names`,
  ]);
}

function isAt(path: string, above: string): boolean {
  return path === above || (path.length === above.length + 1 && path.startsWith(above) && path.endsWith("/"));
}
